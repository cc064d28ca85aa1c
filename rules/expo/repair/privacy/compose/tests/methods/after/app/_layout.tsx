import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import {
  scrubBreadcrumb,
  scrubEvent,
  thenScrub,
  thenScrubBreadcrumb,
} from "../lib/sentry-scrubber";

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  tracesSampleRate: 0,
  beforeSend: thenScrub((event, hint) => {
    if (hint.originalException instanceof TypeError) return null;
    return event;
  }),
  beforeBreadcrumb: thenScrubBreadcrumb((crumb) =>
    crumb.category === "ui" ? null : crumb,
  ),
  environment: __DEV__
    ? "development"
    : process.env.EXPO_PUBLIC_ENVIRONMENT || "production",
  ...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
    release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
    dist: process.env.EXPO_PUBLIC_RELEASE_VERSION,
  }),
  sendDefaultPii: false,
  beforeSendTransaction: scrubEvent,
});

export default Sentry.wrap(function Layout() {
  return <Stack />;
});
