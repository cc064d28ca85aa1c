import { withSentryConfig } from "@sentry/nextjs";

const config = {};

const sentryOptions = {
  org: "acme",
  telemetry: true,
};

export default withSentryConfig(config, sentryOptions);
