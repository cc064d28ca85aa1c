const { withSentryConfig } = require("@sentry/nextjs");

const config = {
  reactStrictMode: true,
  sentry: { tunnelRoute: "/monitoring" },
};

module.exports = withSentryConfig(config);
