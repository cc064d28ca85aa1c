const policy = "default-src 'self'; img-src *";

export default {
  headers: async () => [{ source: "/", headers: [{ key: "Content-Security-Policy", value: policy }] }],
};
