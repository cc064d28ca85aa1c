const config = require('expo/metro-config').getDefaultConfig(__dirname);

module.exports = config;
