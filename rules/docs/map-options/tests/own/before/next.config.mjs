import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, { sourcemaps: { disable: true } });
