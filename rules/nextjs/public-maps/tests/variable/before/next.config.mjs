/** @type {import("next").NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  // For the error tracker.
  productionBrowserSourceMaps: true,
};

export default nextConfig;
