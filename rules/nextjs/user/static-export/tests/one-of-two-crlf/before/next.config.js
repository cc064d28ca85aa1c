/** @type {import("next").NextConfig} */
const nextConfig = { "output": process.env.PHONE ? "export" : undefined };

module.exports = nextConfig;
