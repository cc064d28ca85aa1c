import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, {
  webpack: {
    treeshake: { removeTracing: true, removeDebugLogging: true },
    autoInstrumentMiddleware: false,
  },
});
