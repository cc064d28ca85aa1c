const expoMetro = require("expo/metro-config");
const { getDefaultConfig } = expoMetro;

module.exports = getDefaultConfig(__dirname);
