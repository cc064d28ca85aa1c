const { withSentryConfig } = require("@sentry/nextjs");
const withA = require("./a");

const config = {};
const sentryOptions = {
  org: "acme",
  release: process.env.RELEASE_VERSION
    ? { name: process.env.RELEASE_VERSION }
    : {},
  sourcemaps: { deleteSourcemapsAfterUpload: true },
  telemetry: false,
  errorHandler: (error) => {
    if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
    console.warn(error.message);
  },
};

module.exports = withA(withSentryConfig(config, sentryOptions));
