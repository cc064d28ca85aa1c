import { withSentryConfig } from "@sentry/nextjs";

const config = {};

const sentryOptions = {
  org: "acme",
  telemetry: true,
  release: { name: process.env.RELEASE_VERSION || undefined },
  sourcemaps: { deleteSourcemapsAfterUpload: true },
  errorHandler: (error) => {
    if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
    console.warn(error.message);
  },
};

export default withSentryConfig(config, sentryOptions);
