import * as Sentry from "@sentry/nextjs";

import { privacy, tracesSampler } from "./sentry.shared";

// NEXT_PUBLIC_ variables reach the browser only where they are spelled out like
// this. The build injects the release. Without a DSN nothing is sent.
if (process.env.NEXT_PUBLIC_SENTRY_DSN) {
  Sentry.init({
    dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
    ...(process.env.NEXT_PUBLIC_ENVIRONMENT
      ? { environment: process.env.NEXT_PUBLIC_ENVIRONMENT }
      : {}),
    tracesSampler: tracesSampler(
      process.env.NEXT_PUBLIC_SENTRY_TRACES_SAMPLE_RATE,
    ),
    ...privacy,
  });
}

export const onRouterTransitionStart = Sentry.captureRouterTransitionStart;
