import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, {
  silent: true,
  webpack: { treeshake: { removeDebugLogging: true } },
});
