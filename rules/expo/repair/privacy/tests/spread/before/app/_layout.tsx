import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  ...options,
});

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
