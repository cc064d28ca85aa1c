const expoMetro = require('expo/metro-config');

const config = expoMetro.getDefaultConfig(__dirname);
config.maxWorkers = 2;

module.exports = config;
