export default (config) => ({ ...config, pageExtensions: ["tsx"] });
