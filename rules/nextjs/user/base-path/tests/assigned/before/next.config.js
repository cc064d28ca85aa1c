/** @type {import("next").NextConfig} */
const nextConfig = {};

nextConfig.basePath = "/desk";

module.exports = nextConfig;
