import * as Sentry from "@sentry/react-native";

export function startSentry() {
  if (__DEV__) return;
  Sentry.init({
    dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
    release: "kiosk@1.2.3",
    tracesSampleRate: 0,
  });
}
