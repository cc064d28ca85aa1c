import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import { scrubBreadcrumb, scrubEvent } from "../lib/sentry-scrubber";

if (__DEV__) {
  Sentry.init({
    dsn: "a",
    environment: __DEV__
      ? "development"
      : process.env.EXPO_PUBLIC_ENVIRONMENT || "production",
    ...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
      release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
      dist: process.env.EXPO_PUBLIC_RELEASE_VERSION,
    }),
    tracesSampleRate: Number(
      process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || 0.1,
    ),
    sendDefaultPii: false,
    beforeSend: scrubEvent,
    beforeSendTransaction: scrubEvent,
    beforeBreadcrumb: scrubBreadcrumb,
  });
} else {
  Sentry.init({
    dsn: "b",
    environment: __DEV__
      ? "development"
      : process.env.EXPO_PUBLIC_ENVIRONMENT || "production",
    ...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
      release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
      dist: process.env.EXPO_PUBLIC_RELEASE_VERSION,
    }),
    tracesSampleRate: Number(
      process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || 0.1,
    ),
    sendDefaultPii: false,
    beforeSend: scrubEvent,
    beforeSendTransaction: scrubEvent,
    beforeBreadcrumb: scrubBreadcrumb,
  });
}

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
