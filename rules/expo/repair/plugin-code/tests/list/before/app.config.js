module.exports = { slug: 'kiosk', plugins: ['expo-router'] };
