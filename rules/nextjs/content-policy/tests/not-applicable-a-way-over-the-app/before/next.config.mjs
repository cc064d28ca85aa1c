import { withSentryConfig } from "@sentry/nextjs";

const policy = "default-src 'self'; connect-src 'self'";
const config = { headers: async () => [{ source: "/", headers: [{ key: "Content-Security-Policy", value: policy }] }] };

export default withSentryConfig(config, { tunnelRoute: "/monitoring" });
