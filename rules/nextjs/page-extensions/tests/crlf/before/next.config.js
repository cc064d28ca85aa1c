const config = {};
config.pageExtensions = ["page.js"];
module.exports = config;
