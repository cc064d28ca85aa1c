const { withSentryConfig } = require("@sentry/nextjs");

const config = {
  reactStrictMode: true,
};

module.exports = withSentryConfig(config, { tunnelRoute: "/monitoring" });
