import "../sentry";
import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";

export default Sentry.wrap(function Layout() {
  return <Stack />;
});
