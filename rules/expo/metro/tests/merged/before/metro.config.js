const { getDefaultConfig } = require('expo/metro-config');
const { mergeConfig } = require('metro-config');

module.exports = mergeConfig(getDefaultConfig(__dirname), {});
