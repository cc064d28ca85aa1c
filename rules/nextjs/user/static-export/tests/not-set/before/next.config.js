/** @type {import("next").NextConfig} */
const nextConfig = { output: "standalone" };

exports.kind = "export";

module.exports = nextConfig;
