import * as Sentry from "@sentry/react-native";

const options: Sentry.ReactNativeOptions = { dsn: "x" };
options.environment = "live";
Sentry.init(options);
