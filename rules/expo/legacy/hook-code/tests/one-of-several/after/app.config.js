module.exports = () => ({
  name: 'Kiosk',
  slug: 'kiosk',
  hooks: {
    postPublish: [
      { file: './notify' },
    ],
  },
  plugins: ['expo-router'],
});
