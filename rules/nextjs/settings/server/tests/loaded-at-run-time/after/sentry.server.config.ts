import { privacy } from "./sentry.shared";

import("@sentry/nextjs").then((Sentry) => {
  Sentry.init({
    dsn: process.env.NEXT_PUBLIC_DSN,
    ...(process.env.ENVIRONMENT && { environment: process.env.ENVIRONMENT }),
    sendDefaultPii: false,
    beforeSend: privacy.beforeSend,
    beforeSendTransaction: privacy.beforeSendTransaction,
    beforeBreadcrumb: privacy.beforeBreadcrumb,
  });
});
