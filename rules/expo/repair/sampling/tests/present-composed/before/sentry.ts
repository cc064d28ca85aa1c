import * as Sentry from "@sentry/react-native";
import { criticalScreensOr } from "./sentry-screens";

export const navigation = Sentry.reactNavigationIntegration({
  enableTimeToInitialDisplay: true,
});

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  tracesSampler: criticalScreensOr(0.2),
  integrations: [navigation],
});
