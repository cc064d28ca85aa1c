import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  tracesSampleRate: 0,
  beforeSend(event, hint) {
    if (hint.originalException instanceof TypeError) return null;
    return event;
  },
  beforeBreadcrumb: (crumb) => (crumb.category === "ui" ? null : crumb),
});

export default Sentry.wrap(function Layout() {
  return <Stack />;
});
