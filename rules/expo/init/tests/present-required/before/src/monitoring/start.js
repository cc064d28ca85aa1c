const Sentry = require('@sentry/react-native');

Sentry.init({ dsn: process.env.EXPO_PUBLIC_SENTRY_DSN });

module.exports = { Sentry };
