import { withSentryConfig } from "@sentry/nextjs";

const config = {};
const sentryOptions = {
  org: "acme",
};

const exported = process.env.SENTRY_AUTH_TOKEN
  ? withSentryConfig(config, sentryOptions)
  : config;

export default exported;
