const Sentry = require('@sentry/react-native');

module.exports = (error) => Sentry.captureException(error);
