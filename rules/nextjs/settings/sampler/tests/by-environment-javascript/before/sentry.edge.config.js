import * as Sentry from "@sentry/nextjs";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampleRate: process.env.VERCEL_ENV === "production" ? 0.05 : 1,
});
