const withA = require("./a")({ enabled: false });

module.exports = { compress: false };

module.exports = withA(module.exports);
