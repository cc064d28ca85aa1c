export default { slug: 'kiosk', plugins: [['expo-router', { root: 'src/screens/' }]] };
