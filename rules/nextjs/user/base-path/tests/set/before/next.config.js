/** @type {import("next").NextConfig} */
const nextConfig = { basePath: "/desk" };

module.exports = nextConfig;
