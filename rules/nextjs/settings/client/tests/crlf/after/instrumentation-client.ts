import * as Sentry from "@sentry/nextjs";
import { privacy } from "./sentry.shared";

Sentry.init({
  dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
  tracesSampleRate: 0.2,
  ...(process.env.NEXT_PUBLIC_ENVIRONMENT
    ? { environment: process.env.NEXT_PUBLIC_ENVIRONMENT }
    : {}),
  sendDefaultPii: false,
  beforeSend: privacy.beforeSend,
  beforeSendTransaction: privacy.beforeSendTransaction,
  beforeBreadcrumb: privacy.beforeBreadcrumb,
});
