const { withSentryConfig } = require("@sentry/nextjs");

module.exports = withSentryConfig({ reactStrictMode: true }, { org: "orchard", project: "web" });
