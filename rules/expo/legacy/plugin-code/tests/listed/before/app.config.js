module.exports = {
  name: 'Kiosk',
  slug: 'kiosk',
  plugins: ['expo-router', 'sentry-expo'],
};
