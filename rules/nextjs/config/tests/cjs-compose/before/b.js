module.exports = (config) => ({ ...config, distDir: "b" });
