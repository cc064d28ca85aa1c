module.exports = require('expo/metro-config').getDefaultConfig(__dirname);
