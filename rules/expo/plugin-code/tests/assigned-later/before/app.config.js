const config = require('./app.base');

config.plugins = ['expo-font'];

module.exports = config;
