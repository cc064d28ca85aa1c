import * as Sentry from "@sentry/nextjs";
import { privacy } from "./sentry.shared";

export function register() {
  Sentry.init({
    dsn: process.env.DSN,
    ...(process.env.ENVIRONMENT && { environment: process.env.ENVIRONMENT }),
    dataCollection: privacy.dataCollection,
    beforeSend: privacy.beforeSend,
    beforeSendSpan: privacy.beforeSendSpan,
    beforeBreadcrumb: privacy.beforeBreadcrumb,
  });
}
