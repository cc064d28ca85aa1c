import * as Sentry from "@sentry/react-native";
import { criticalScreensOr } from "./sentry-screens";
import { scrubBreadcrumb, scrubEvent } from "./sentry-scrubber";

export const navigation = Sentry.reactNavigationIntegration({
  enableTimeToInitialDisplay: true,
});

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  integrations: [navigation],
  environment: __DEV__
    ? "development"
    : process.env.EXPO_PUBLIC_ENVIRONMENT || "production",
  ...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
    release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
    dist: process.env.EXPO_PUBLIC_RELEASE_VERSION,
  }),
  tracesSampler: criticalScreensOr(
    Number(process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || 0.1),
  ),
  sendDefaultPii: false,
  beforeSend: scrubEvent,
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});
