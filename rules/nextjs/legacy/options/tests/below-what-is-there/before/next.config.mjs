import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, {
  webpack: {
    treeshake: { removeTracing: true },
  },
  disableLogger: true,
  autoInstrumentMiddleware: false,
});
