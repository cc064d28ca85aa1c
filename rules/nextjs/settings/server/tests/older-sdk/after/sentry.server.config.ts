import * as Sentry from "@sentry/nextjs";
import { privacy } from "./sentry.shared";

Sentry.init({
  dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
  tracesSampleRate: 0.2,
  ...(process.env.ENVIRONMENT && { environment: process.env.ENVIRONMENT }),
  sendDefaultPii: false,
  beforeSend: privacy.beforeSend,
  beforeSendTransaction: privacy.beforeSendTransaction,
  beforeBreadcrumb: privacy.beforeBreadcrumb,
});
