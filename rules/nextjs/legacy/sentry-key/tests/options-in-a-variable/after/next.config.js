const { withSentryConfig } = require("@sentry/nextjs");

const moduleExports = {
  reactStrictMode: true,
};

const sentryWebpackPluginOptions = {
  silent: true, // Quiet builds.
};

module.exports = withSentryConfig(moduleExports, {
  ...sentryWebpackPluginOptions,
  widenClientFileUpload: true,
});
