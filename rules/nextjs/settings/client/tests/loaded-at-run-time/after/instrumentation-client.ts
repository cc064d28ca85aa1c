import { privacy } from "./sentry.shared";

import("@sentry/nextjs").then((Sentry) => {
  Sentry.init({
    dsn: process.env.NEXT_PUBLIC_DSN,
    ...(process.env.NEXT_PUBLIC_ENVIRONMENT
      ? { environment: process.env.NEXT_PUBLIC_ENVIRONMENT }
      : {}),
    sendDefaultPii: false,
    beforeSend: privacy.beforeSend,
    beforeSendTransaction: privacy.beforeSendTransaction,
    beforeBreadcrumb: privacy.beforeBreadcrumb,
  });
});
