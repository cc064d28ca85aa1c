import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  tracesSampleRate: 0.2,
});

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
