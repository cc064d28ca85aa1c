import * as Sentry from "@sentry/nextjs";
import { tracesSampler } from "./sentry.shared";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampler: tracesSampler(
    process.env.VERCEL_ENV === "production" ? 0.05 : 1,
  ),
});
