exports.withNx = ({ nx, ...config }) => config;
exports.composePlugins = (...plugins) => (config) => async () => plugins.reduce((result, plugin) => plugin(result), config);
