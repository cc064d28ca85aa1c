export default (config) => ({ ...config, distDir: "intl" });
