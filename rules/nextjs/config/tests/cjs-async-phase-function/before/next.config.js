module.exports = async (phase, { defaultConfig }) => {
  const nextConfig = { ...defaultConfig, compress: false };
  if (phase === "phase-development-server") {
    nextConfig.distDir = ".next-dev";
  }
  return nextConfig;
};
