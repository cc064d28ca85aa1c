const { withSentryConfig } = require("@sentry/nextjs");

const config = {
  sentry: { hideSourceMaps: true },
};

module.exports = withSentryConfig(config, { silent: true });
