const { withSentryConfig } = require("@sentry/nextjs");

const nextConfig = { reactStrictMode: true };
const pluginOptions = { silent: true };

module.exports = withSentryConfig(nextConfig, pluginOptions, {
  tunnelRoute: "/monitoring",
});
