const config = { compress: false };

module.exports = config;

if (process.env.DIST) {
  module.exports = { ...module.exports, distDir: process.env.DIST };
}
