import { withSentryConfig } from "@sentry/nextjs";

import { common } from "./common.mjs";

export default withSentryConfig({}, {
  release: process.env.RELEASE_VERSION
    ? { name: process.env.RELEASE_VERSION }
    : {},
  sourcemaps: { deleteSourcemapsAfterUpload: true },
  telemetry: false,
  errorHandler: (error) => {
    if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
    console.warn(error.message);
  },
  ...common,
});
