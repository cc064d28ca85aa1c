const Sentry = require('sentry-expo');

module.exports = (error) => Sentry.Native.captureException(error);
