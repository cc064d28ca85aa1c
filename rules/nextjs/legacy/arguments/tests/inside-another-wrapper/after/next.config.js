const withBundleAnalyzer = (config) => config;
const { withSentryConfig } = require("@sentry/nextjs");

module.exports = withBundleAnalyzer(
  withSentryConfig({ reactStrictMode: true }, {
    silent: true,
    tunnelRoute: "/monitoring",
  }),
);
