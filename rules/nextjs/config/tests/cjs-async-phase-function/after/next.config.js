const { withSentryConfig } = require("@sentry/nextjs/config");

const config = async (phase, { defaultConfig }) => {
  const nextConfig = { ...defaultConfig, compress: false };
  if (phase === "phase-development-server") {
    nextConfig.distDir = ".next-dev";
  }
  return nextConfig;
};

module.exports = withSentryConfig(config, {
  // The SDK itself reads SENTRY_ORG, SENTRY_PROJECT and SENTRY_AUTH_TOKEN.
  release: process.env.RELEASE_VERSION
    ? { name: process.env.RELEASE_VERSION }
    : {},
  // Source maps are deleted once they are uploaded: none is served.
  sourcemaps: { deleteSourcemapsAfterUpload: true },
  widenClientFileUpload: true,
  silent: !process.env.CI,
  telemetry: false,
  // Without it, a build whose upload fails passes.
  errorHandler: (error) => {
    if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
    console.warn(error.message);
  },
});
