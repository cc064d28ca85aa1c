const { getDefaultConfig } = require('expo/metro-config');

module.exports = (async () => {
  const { resolver, ...rest } = await getDefaultConfig(__dirname);
  return { ...rest, resolver };
})();
