const config = { compress: false };
module.exports = config;