export default (config) => ({ ...config, distDir: "b" });
