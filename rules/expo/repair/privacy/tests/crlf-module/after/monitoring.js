import * as Sentry from "@sentry/react-native";
import { scrubBreadcrumb, scrubEvent } from "./sentry-scrubber";

Sentry.init({
  dsn: "x",
  environment: "live",
  sendDefaultPii: true,
  ...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
    release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
    dist: process.env.EXPO_PUBLIC_RELEASE_VERSION,
  }),
  tracesSampleRate: Number(
    process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || 0.1,
  ),
  beforeSend: scrubEvent,
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});
