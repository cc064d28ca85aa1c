let config = { compress: false };

if (process.env.DIST) {
  config = { ...config, distDir: process.env.DIST };
}

export default config;
