import * as Sentry from "@sentry/react-native";

const options = { dsn: "x" };
const others = { dsn: "y" };
others.dsn = "z";
complete(others);
Sentry.init(options);
