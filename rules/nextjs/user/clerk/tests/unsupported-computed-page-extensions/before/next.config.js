/** @type {import("next").NextConfig} */
const nextConfig = { pageExtensions: endings() };

module.exports = nextConfig;
