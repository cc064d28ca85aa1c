module.exports = { compress: false };
