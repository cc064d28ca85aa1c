import * as Sentry from "@sentry/nextjs";
import { tracesSampler } from "./sentry.shared";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  tracesSampler: tracesSampler(0.05),
});
