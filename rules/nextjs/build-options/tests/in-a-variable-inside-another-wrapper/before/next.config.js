const { withSentryConfig } = require("@sentry/nextjs");
const withA = require("./a");

const config = {};
const sentryOptions = { org: "acme" };

module.exports = withA(withSentryConfig(config, sentryOptions));
