const policy = "default-src 'self'; connect-src 'self' https://*.ingest.sentry.io";

export default { headers: async () => [{ source: "/", headers: [{ key: "Content-Security-Policy", value: policy }] }] };
