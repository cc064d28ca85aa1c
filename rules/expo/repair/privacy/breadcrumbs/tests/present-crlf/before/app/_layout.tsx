import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import { scrubEvent, thenScrubBreadcrumb } from "../lib/sentry-scrubber";

Sentry.init({
  dsn: "x",
  environment: "live",
  sendDefaultPii: false,
  beforeBreadcrumb: thenScrubBreadcrumb((crumb) => crumb),
  beforeSend: scrubEvent,
  beforeSendTransaction: scrubEvent,
});

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
