module.exports = (async () => {
  return { compress: false };
})();
