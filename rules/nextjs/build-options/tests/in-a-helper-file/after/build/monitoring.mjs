import { withSentryConfig } from "@sentry/nextjs";

export const withMonitoring = (config) =>
  withSentryConfig(config, {
    org: "acme",
    release: process.env.RELEASE_VERSION
      ? { name: process.env.RELEASE_VERSION }
      : {},
    sourcemaps: { deleteSourcemapsAfterUpload: true },
    telemetry: false,
    errorHandler: (error) => {
      if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
      console.warn(error.message);
    },
  });
