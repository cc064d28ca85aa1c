export default ({ config }) => {
  config.plugins = ['expo-router'];
  return config;
};
