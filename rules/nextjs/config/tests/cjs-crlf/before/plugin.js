module.exports = (config) => ({ ...config, pageExtensions: ["tsx"] });
