const { withSentryConfig } = require("@sentry/nextjs");

const moduleExports = {
  reactStrictMode: true,
};

const sentryWebpackPluginOptions = {
  silent: true, // Quiet builds.
  widenClientFileUpload: true,
};

module.exports = withSentryConfig(moduleExports, sentryWebpackPluginOptions);
