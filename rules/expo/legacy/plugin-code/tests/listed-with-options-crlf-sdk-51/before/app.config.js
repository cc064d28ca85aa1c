module.exports = {
  name: 'Kiosk',
  slug: 'kiosk',
  plugins: [
    ['sentry-expo', {}],
    'expo-router',
  ],
};
