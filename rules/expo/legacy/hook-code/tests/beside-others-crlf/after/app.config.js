module.exports = () => ({
  name: 'Kiosk',
  slug: 'kiosk',
  hooks: {
    postExport: [],
  },
  plugins: ['expo-router'],
});
