const a = require("./a")({ enabled: false });
const b = require("./b");

module.exports = () => {
  const plugins = [a, b];
  return plugins.reduce((config, plugin) => plugin(config), { compress: false });
};
