const { getSentryExpoConfig } = require('@sentry/react-native/metro');
const { mergeConfig } = require('expo/metro-config');

module.exports = mergeConfig(getSentryExpoConfig(__dirname), {});
