module.exports = ({ config }) => {
  if (!config.plugins) {
    config.plugins = ['expo-font'];
  }
  return config;
};
