import * as Sentry from "@sentry/react-native";
import { makeFilter } from "./filter";
import * as crumbs from "./crumbs";
import {
  scrubBreadcrumb,
  scrubEvent,
  thenScrub,
  thenScrubBreadcrumb,
} from "./sentry-scrubber";

const beforeSendTransaction = __DEV__ ? undefined : makeFilter("trace");

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  beforeSend: thenScrub(makeFilter("debug")),
  beforeSendTransaction: thenScrub(beforeSendTransaction),
  beforeBreadcrumb: thenScrubBreadcrumb(crumbs.shorten),
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
});
