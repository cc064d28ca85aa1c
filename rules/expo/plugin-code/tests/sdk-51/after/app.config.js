module.exports = {
  slug: 'kiosk',
  plugins: [
    'expo-font',
    [
      '@sentry/react-native/expo',
      {
        organization: process.env.SENTRY_ORG,
        project: process.env.SENTRY_PROJECT,
      },
    ],
  ],
};
