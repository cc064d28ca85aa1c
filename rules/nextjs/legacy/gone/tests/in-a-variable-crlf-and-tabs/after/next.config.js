const { withSentryConfig } = require("@sentry/nextjs");

const options = {};

module.exports = withSentryConfig({}, options);
