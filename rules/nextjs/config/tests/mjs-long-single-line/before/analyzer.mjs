export default (config) => ({ ...config, env: { ANALYZE: "0" } });
