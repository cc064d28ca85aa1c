import * as Sentry from "@sentry/react-native";
import { criticalScreensOr } from "./sentry-screens";
import { scrubBreadcrumb, scrubEvent } from "./sentry-scrubber";

export const navigation = Sentry.reactNavigationIntegration({
  enableTimeToInitialDisplay: true,
});

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  tracesSampler: criticalScreensOr(({ name }) => (name === "home" ? 0 : 0.1)),
  tracesSampleRate: 0.2,
  integrations: [navigation],
  environment: __DEV__
    ? "development"
    : process.env.EXPO_PUBLIC_ENVIRONMENT || "production",
  ...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
    release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
    dist: process.env.EXPO_PUBLIC_RELEASE_VERSION,
  }),
  sendDefaultPii: false,
  beforeSend: scrubEvent,
  beforeSendTransaction: scrubEvent,
  beforeBreadcrumb: scrubBreadcrumb,
});
