module.exports = (...plugins) => (config) => async () => plugins.reduce((result, plugin) => plugin(result), config);
