import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import { scrubBreadcrumb, scrubEvent, thenScrub } from "../lib/sentry-scrubber";

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  beforeSend: thenScrub((event) => (event.level === "debug" ? null : event)),
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
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
