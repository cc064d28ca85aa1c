const { withSentryConfig } = require("@sentry/nextjs");

const moduleExports = {
  reactStrictMode: true,
  sentry: { widenClientFileUpload: true },
};

const sentryWebpackPluginOptions = {
  silent: true, // Quiet builds.
};

module.exports = withSentryConfig(moduleExports, sentryWebpackPluginOptions);
