const { getSentryExpoConfig } = require("@sentry/react-native/metro")

// Expo's default configuration, and debug ids in bundles and source maps.
module.exports = getSentryExpoConfig(__dirname)
