import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import { scrubBreadcrumb, scrubEvent } from "../lib/sentry-scrubber";

Sentry.init({
  dsn: "x",
  environment: "live",
  release: "kiosk@1.2.3",
  tracesSampleRate: 0,
  sendDefaultPii: false,
  beforeSend: scrubEvent,
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
