const { composePlugins, withNx } = require("../../tools/nx");

const nextConfig = { nx: {}, compress: false };

const plugins = [withNx];

module.exports = composePlugins(...plugins)(nextConfig);
