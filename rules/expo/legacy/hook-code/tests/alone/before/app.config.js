module.exports = () => ({
  name: 'Kiosk',
  slug: 'kiosk',
  hooks: {
    postPublish: [
      {
        file: 'sentry-expo/upload-sourcemaps',
        config: { organization: 'acme', project: 'kiosk' },
      },
    ],
  },
  plugins: ['expo-router'],
});
