const config = require('./app.base');

config.plugins = [
  'expo-font',
  [
    '@sentry/react-native/expo',
    {
      organization: process.env.SENTRY_ORG,
      project: process.env.SENTRY_PROJECT,
      // Without the token, as on your own machine, builds upload nothing.
      disableAutoUpload: !process.env.SENTRY_AUTH_TOKEN,
    },
  ],
];

module.exports = config;
