const { withSentryConfig } = require("@sentry/nextjs");

const excludeServerRoutes = ["/api/health"];
const options = {
	webpack: {
		excludeServerRoutes,
		unstable_sentryWebpackPluginOptions: {
			applicationKey: "shop",
		},
	},
};

module.exports = withSentryConfig({}, options);
