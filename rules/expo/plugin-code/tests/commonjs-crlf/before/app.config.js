module.exports = {
  expo: {
    slug: 'kiosk',
    plugins: [
      'expo-router',
      ['expo-font', { fonts: [] }]
    ]
  }
}
