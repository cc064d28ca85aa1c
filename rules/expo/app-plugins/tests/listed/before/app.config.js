module.exports = { slug: 'a', plugins: ['expo-font'] };
