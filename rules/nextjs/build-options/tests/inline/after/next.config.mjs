import { withSentryConfig } from "@sentry/nextjs";

const config = {};

export default withSentryConfig(config, {
  org: "acme",
  project: "shop",
  silent: true,
  release: { name: process.env.RELEASE_VERSION || undefined },
  sourcemaps: { deleteSourcemapsAfterUpload: true },
  telemetry: false,
  errorHandler: (error) => {
    if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
    console.warn(error.message);
  },
});
