module.exports = ({ config }) => {
  config.plugins = ['expo-font'];
  return config;
};
