const withPlugins = require("./compose");
const a = require("./a")({ enabled: false });
const b = require("./b");

module.exports = withPlugins([[a, { depth: 1 }], b], { compress: false });
