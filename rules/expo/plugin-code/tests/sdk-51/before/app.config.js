module.exports = {
  slug: 'kiosk',
  plugins: [
    'expo-font',
  ],
};
