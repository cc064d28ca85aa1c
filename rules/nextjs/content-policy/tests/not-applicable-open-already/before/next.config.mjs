const policy = "default-src 'self'; connect-src 'self' https:; img-src *";

export default { headers: async () => [{ source: "/", headers: [{ key: "Content-Security-Policy", value: policy }] }] };
