import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import { scrubBreadcrumb, scrubEvent, thenScrub } from "../lib/sentry-scrubber";

Sentry.init({
  dsn: "x",
  environment: "live",
  sendDefaultPii: false,
  beforeSend: thenScrub((event) => event),
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
