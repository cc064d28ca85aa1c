import type { NextConfig } from "next";
import { withSentryConfig } from "@sentry/nextjs";

const nextConfig: NextConfig = {};

export default withSentryConfig(nextConfig, {
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
