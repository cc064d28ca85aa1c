const { withSentryConfig } = require("@sentry/nextjs");

/** @type {import("next").NextConfig} */
const nextConfig = {
  reactStrictMode: true,
};

module.exports = withSentryConfig(nextConfig, {
  silent: true,
  autoInstrumentServerFunctions: false,
  widenClientFileUpload: true,
});
