import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig(
  { compress: false },
  {
    release: { name: process.env.RELEASE_VERSION || undefined },
    sourcemaps: { deleteSourcemapsAfterUpload: true },
    telemetry: false,
    errorHandler: (error) => {
      if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
      console.warn(error.message);
    },
  },
);
