module.exports = (options) => (config) => ({ ...config, env: { A: String(options.enabled ?? "") } });
