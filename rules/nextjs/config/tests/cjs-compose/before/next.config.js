const compose = require("./pipe");
const a = require("./a")({ enabled: false });
const b = require("./b");

const plugins = [a, b];

module.exports = compose(...plugins)({ compress: false });
