module.exports = ({ config }) => {
  config.plugins = config.plugins.concat('expo-font');
  return config;
};
