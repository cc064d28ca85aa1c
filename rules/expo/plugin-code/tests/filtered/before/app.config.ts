export default {
  slug: 'kiosk',
  plugins: [
    'expo-router',
    process.env.DEV ? 'expo-dev-client' : '',
  ].filter(Boolean),
};
