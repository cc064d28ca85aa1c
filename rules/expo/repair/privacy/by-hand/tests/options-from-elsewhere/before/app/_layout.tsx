import * as Sentry from "@sentry/react-native";
import { Stack } from "expo-router";
import { options } from "../sentry-options";

Sentry.init(options);

export default Sentry.wrap(function Layout() {
  return <Stack />;
});
