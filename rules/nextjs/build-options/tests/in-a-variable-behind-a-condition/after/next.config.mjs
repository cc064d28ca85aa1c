import { withSentryConfig } from "@sentry/nextjs";

const config = {};
const sentryOptions = {
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
};

const exported = process.env.SENTRY_AUTH_TOKEN
  ? withSentryConfig(config, sentryOptions)
  : config;

export default exported;
