const { withSentryConfig } = require("@sentry/nextjs");
const compose = require("./compose");

module.exports = compose([[withSentryConfig, {}]], {});
