import { withSentryConfig } from "@sentry/nextjs";

const options = {
  org: "acme",
  release: process.env.RELEASE_VERSION
    ? { name: process.env.RELEASE_VERSION }
    : {},
  sourcemaps: { deleteSourcemapsAfterUpload: true },
  telemetry: false,
  errorHandler: (error: Error) => {
    if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
    console.warn(error.message);
  },
};

export default withSentryConfig({}, options);
