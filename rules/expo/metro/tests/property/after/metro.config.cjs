const getSentryExpoConfig = require("@sentry/react-native/metro").getSentryExpoConfig;

const configs = [getSentryExpoConfig].map((make) => make(__dirname));

module.exports = configs[0];
