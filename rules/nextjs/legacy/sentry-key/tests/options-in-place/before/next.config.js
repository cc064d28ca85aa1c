const { withSentryConfig } = require("@sentry/nextjs");

/** @type {import("next").NextConfig} */
const nextConfig = {
  reactStrictMode: true,

  // Read by the SDK.
  sentry: {
    autoInstrumentServerFunctions: false,
    widenClientFileUpload: true,
  },
};

module.exports = withSentryConfig(nextConfig, { silent: true });
