import * as Sentry from "@sentry/nextjs";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampler: () => 0.3,
  tracesSampleRate: 0.2,
});
