const { withSentryConfig } = require("@sentry/nextjs");

const options = {
	hideSourceMaps: true
};

module.exports = withSentryConfig({}, options);
