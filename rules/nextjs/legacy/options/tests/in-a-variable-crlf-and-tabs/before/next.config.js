const { withSentryConfig } = require("@sentry/nextjs");

const excludeServerRoutes = ["/api/health"];
const options = {
	excludeServerRoutes,
	unstable_sentryWebpackPluginOptions: {
		applicationKey: "shop",
	},
};

module.exports = withSentryConfig({}, options);
