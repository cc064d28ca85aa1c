/** @type {import("next").NextConfig} */
const nextConfig = { basePath: "/desk", pageExtensions: ["page.tsx", "page.ts", "tsx"] };

module.exports = nextConfig;
