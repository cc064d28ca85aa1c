import * as Sentry from "@sentry/nextjs";

import { privacy, tracesSampler } from "./sentry.shared";

// Without a DSN nothing is sent.
if (process.env.SENTRY_DSN) {
  Sentry.init({
    dsn: process.env.SENTRY_DSN,
    ...(process.env.ENVIRONMENT
      ? { environment: process.env.ENVIRONMENT }
      : {}),
    // Where the variable is missing, the release is the one of the build.
    ...(process.env.RELEASE_VERSION
      ? { release: process.env.RELEASE_VERSION }
      : {}),
    tracesSampler: tracesSampler(process.env.SENTRY_TRACES_SAMPLE_RATE),
    ...privacy,
  });
}
