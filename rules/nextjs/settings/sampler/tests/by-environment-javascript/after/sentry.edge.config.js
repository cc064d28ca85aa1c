import * as Sentry from "@sentry/nextjs";
import { tracesSampler } from "./sentry.shared";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampler: tracesSampler(
    process.env.NODE_ENV === "production" ? 0.1 : 1,
  ),
});
