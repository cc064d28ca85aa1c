import * as Sentry from "@sentry/nextjs";
import { privacy } from "./sentry.shared";

Sentry.init({
  dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
  environment: "bakery",
  sendDefaultPii: true,
  beforeSend: (event) => event,
  tracesSampleRate: 0.2,
  beforeSendTransaction: privacy.beforeSendTransaction,
  beforeBreadcrumb: privacy.beforeBreadcrumb,
});
