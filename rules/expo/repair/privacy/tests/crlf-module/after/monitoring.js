import * as Sentry from "@sentry/react-native";
import { scrubBreadcrumb, scrubEvent } from "./sentry-scrubber";

Sentry.init({
  dsn: "x",
  environment: "live",
  sendDefaultPii: true,
  beforeSend: scrubEvent,
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});
