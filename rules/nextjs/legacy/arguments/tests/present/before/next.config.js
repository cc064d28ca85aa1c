const { withSentryConfig } = require("@sentry/nextjs");

const config = {};
const plugin = {
	org: "acme",
};
const sdk = {};

module.exports = withSentryConfig(config, { ...plugin, ...sdk });
