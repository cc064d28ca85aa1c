import { init as initSentry } from "@sentry/nextjs";
import posthog from "posthog-js";
import { privacy, tracesSampler } from "./src/sentry.shared";

posthog.init("key", { api_host: "/ingest" });

// Without a DSN nothing is sent.
if (process.env.NEXT_PUBLIC_SENTRY_DSN) {
  initSentry({
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
