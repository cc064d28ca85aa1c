const config = (module.exports = { compress: false });

console.assert(config);
