import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, {
  release: { name: "shop@1" },
  sourcemaps: { disable: true },
  telemetry: true,
  errorHandler: () => {},
});
