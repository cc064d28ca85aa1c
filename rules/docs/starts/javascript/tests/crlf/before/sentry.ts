import { init } from "@sentry/react-native";

init({
  environment: process.env.EXPO_PUBLIC_ENVIRONMENT,
  sendDefaultPii: false,
});
