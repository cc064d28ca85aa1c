module.exports = {
  slug: 'kiosk',
  plugins: ['@sentry/react-native/expo'],
};
