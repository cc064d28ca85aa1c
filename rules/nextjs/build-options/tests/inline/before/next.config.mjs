import { withSentryConfig } from "@sentry/nextjs";

const config = {};

export default withSentryConfig(config, {
  org: "acme",
  project: "shop",
  silent: true,
});
