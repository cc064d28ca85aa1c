exports = module.exports = { compress: false };
