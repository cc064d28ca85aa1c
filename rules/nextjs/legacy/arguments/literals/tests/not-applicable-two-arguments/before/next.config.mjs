const { withSentryConfig } = require("@sentry/nextjs");

module.exports = withSentryConfig({ poweredByHeader: false }, { org: "shop" });
