const withMDX = (config) => config;
const { withSentryConfig } = require("@sentry/nextjs");

const config = {
  reactStrictMode: true,
};

module.exports = withMDX(withSentryConfig(config, { tunnelRoute: "/monitoring" }));
