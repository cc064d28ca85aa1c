module.exports = require("@sentry/nextjs").withSentryConfig({}, {});
