const { withSentryConfig } = require('@sentry/nextjs');
const withA = require('./a');

module.exports = withA(withSentryConfig({}, {
	org: 'acme',
	sourcemaps: { disable: true },
}));
