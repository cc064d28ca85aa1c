const config = require('@sentry/react-native/metro').getSentryExpoConfig(__dirname);

module.exports = config;
