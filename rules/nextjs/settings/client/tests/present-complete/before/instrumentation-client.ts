import * as Sentry from "@sentry/nextjs";
import { privacy } from "./sentry.shared";

Sentry.init({
  dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
  tracesSampler: () => 1,
  ...privacy,
});
