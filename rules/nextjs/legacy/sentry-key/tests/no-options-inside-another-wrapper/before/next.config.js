const withMDX = (config) => config;
const { withSentryConfig } = require("@sentry/nextjs");

const config = {
  reactStrictMode: true,
  sentry: { tunnelRoute: "/monitoring" },
};

module.exports = withMDX(withSentryConfig(config));
