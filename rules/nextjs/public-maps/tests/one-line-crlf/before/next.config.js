module.exports = { productionBrowserSourceMaps: true, reactStrictMode: true };
