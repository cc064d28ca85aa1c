const getDefaultConfig = require("expo/metro-config").getDefaultConfig;

const configs = [getDefaultConfig].map((make) => make(__dirname));

module.exports = configs[0];
