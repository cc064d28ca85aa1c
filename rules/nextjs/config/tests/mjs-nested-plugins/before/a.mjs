export default (options) => (config) => ({ ...config, env: { A: String(options.enabled) } });
