import * as Sentry from "@sentry/react-native";

export const navigation = Sentry.reactNavigationIntegration({
  enableTimeToInitialDisplay: true,
});

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  tracesSampler: ({ name }) => (name === "home" ? 0 : 0.1),
  tracesSampleRate: 0.2,
  integrations: [navigation],
});
