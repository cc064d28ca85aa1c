const plugins = ['expo-router'];

export default { slug: 'kiosk', plugins };
