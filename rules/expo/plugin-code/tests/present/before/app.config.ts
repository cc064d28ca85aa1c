export default { slug: 'kiosk', plugins: ['@sentry/react-native/expo'] };
