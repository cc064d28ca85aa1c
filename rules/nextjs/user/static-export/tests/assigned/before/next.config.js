/** @type {import("next").NextConfig} */
const nextConfig = {};

nextConfig.output = "export";

module.exports = nextConfig;
