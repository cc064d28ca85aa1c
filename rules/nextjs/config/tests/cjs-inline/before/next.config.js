module.exports = {
  compress: false,
  // Old addresses.
  async redirects() {
    return [];
  },
};
