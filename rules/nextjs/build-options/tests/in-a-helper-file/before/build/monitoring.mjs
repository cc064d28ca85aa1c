import { withSentryConfig } from "@sentry/nextjs";

export const withMonitoring = (config) =>
  withSentryConfig(config, {
    org: "acme",
  });
