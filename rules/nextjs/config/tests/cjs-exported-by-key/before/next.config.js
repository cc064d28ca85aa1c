exports.compress = false;
exports.distDir = "out";
