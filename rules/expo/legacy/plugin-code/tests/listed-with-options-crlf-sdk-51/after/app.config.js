module.exports = {
  name: 'Kiosk',
  slug: 'kiosk',
  plugins: [
    [
      '@sentry/react-native/expo',
      {
        organization: process.env.SENTRY_ORG,
        project: process.env.SENTRY_PROJECT,
      },
    ],
    'expo-router',
  ],
};
