const { withSentryConfig } = require("@sentry/nextjs");

const config = { sentry: { tunnelRoute: "/monitoring" } };
const other = { sentry: { tunnelRoute: "/other" } };

exports.other = withSentryConfig(other, { silent: true });
module.exports = withSentryConfig(config, { silent: true });
