import { withSentryConfig } from "@sentry/nextjs";

const config = {};

const sentryOptions = {
  org: "acme",
  telemetry: true,
  release: process.env.RELEASE_VERSION
    ? { name: process.env.RELEASE_VERSION }
    : {},
  sourcemaps: { deleteSourcemapsAfterUpload: true },
  errorHandler: (error) => {
    if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
    console.warn(error.message);
  },
};

export default withSentryConfig(config, sentryOptions);
