module.exports = require("@sentry/nextjs").withSentryConfig({}, { org: "acme" });
