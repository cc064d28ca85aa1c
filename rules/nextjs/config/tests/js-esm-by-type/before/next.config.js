const nextConfig = {
  compress: false,
};

export default nextConfig;
