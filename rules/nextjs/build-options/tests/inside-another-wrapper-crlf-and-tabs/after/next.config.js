const { withSentryConfig } = require('@sentry/nextjs');
const withA = require('./a');

module.exports = withA(withSentryConfig({}, {
	org: 'acme',
	sourcemaps: { disable: true },
	release: process.env.RELEASE_VERSION
		? { name: process.env.RELEASE_VERSION }
		: {},
	telemetry: false,
	errorHandler: (error) => {
		if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
		console.warn(error.message);
	},
}));
