import * as Sentry from "@sentry/nextjs";
import { shared } from "./options";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  ...shared,
  tracesSampleRate: 0.2,
});
