import { withSentryConfig } from "@sentry/nextjs";

export const other = withSentryConfig({}, {});
