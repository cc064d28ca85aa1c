import * as Sentry from "@sentry/react-native";
import { scrubBreadcrumb, thenScrub } from "./sentry-scrubber";

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  beforeSend: thenScrub((event) => event),
  beforeSendTransaction: thenScrub(undefined),
  beforeBreadcrumb: scrubBreadcrumb,
});
