const Sentry = require("@sentry/nextjs");
const withA = require("./a");

module.exports = withA(Sentry.withSentryConfig({}, {}));
