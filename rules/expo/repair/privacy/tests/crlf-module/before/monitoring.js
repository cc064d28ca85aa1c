import * as Sentry from "@sentry/react-native";

Sentry.init({ dsn: "x", environment: "live", sendDefaultPii: true });
