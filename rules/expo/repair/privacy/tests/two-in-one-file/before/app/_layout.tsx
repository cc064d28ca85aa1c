import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";

if (__DEV__) {
  Sentry.init({ dsn: "a" });
} else {
  Sentry.init({ dsn: "b" });
}

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
