import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import { scrubBreadcrumb, scrubEvent } from "../lib/sentry-scrubber";

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  tracesSampleRate: 0.2,
  environment: __DEV__
    ? "development"
    : process.env.EXPO_PUBLIC_ENVIRONMENT || "production",
  ...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
    release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
    dist: process.env.EXPO_PUBLIC_RELEASE_VERSION,
  }),
  sendDefaultPii: false,
  beforeSend: scrubEvent,
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
