const { getSentryExpoConfig } = require('@sentry/react-native/metro');
const { mergeConfig } = require('metro-config');

module.exports = mergeConfig(getSentryExpoConfig(__dirname), {});
