import * as Sentry from "@sentry/react-native";
import { scrubBreadcrumb, scrubEvent } from "./sentry-scrubber";

export function startSentry() {
  if (__DEV__) return;
  Sentry.init({
    dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
    release: "kiosk@1.2.3",
    tracesSampleRate: 0,
    environment: __DEV__
      ? "development"
      : process.env.EXPO_PUBLIC_ENVIRONMENT || "production",
    sendDefaultPii: false,
    beforeSend: scrubEvent,
    beforeSendTransaction: scrubEvent,
    beforeBreadcrumb: scrubBreadcrumb,
  });
}
