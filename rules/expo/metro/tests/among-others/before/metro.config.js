const { getDefaultConfig, mergeConfig } = require('expo/metro-config');

module.exports = mergeConfig(getDefaultConfig(__dirname), {});
