const withMDX = (config) => config;
const { withSentryConfig } = require("@sentry/nextjs");

const config = {
	sentry: {
		tunnelRoute: "/monitoring",
	},
	reactStrictMode: true,
};

module.exports = withMDX(withSentryConfig(config, {
	silent: true,
}));
