const { getSentryExpoConfig } = require('@sentry/react-native/metro');

module.exports = (async () => {
  const { resolver, ...rest } = await getSentryExpoConfig(__dirname);
  return { ...rest, resolver };
})();
