const config = { compress: false };

if (process.env.DIST) {
  module.exports = { ...config, distDir: process.env.DIST };
} else {
  module.exports = config;
}
