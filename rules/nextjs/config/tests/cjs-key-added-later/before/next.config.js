module.exports = { compress: false };
module.exports.distDir = "out";
