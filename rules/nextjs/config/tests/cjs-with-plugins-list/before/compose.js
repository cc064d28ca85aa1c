module.exports = (plugins, config) => () => plugins.flat().filter((plugin) => typeof plugin === "function").reduce((result, plugin) => plugin(result), config);
