import * as Sentry from "@sentry/react-native";
import "../monitoring";
import { Stack } from "expo-router";


function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
