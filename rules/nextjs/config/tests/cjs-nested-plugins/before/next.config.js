const withA = require("./a")({ enabled: false });
const withB = require("./b");

const config = { compress: false };

module.exports = withA(withB(config));
