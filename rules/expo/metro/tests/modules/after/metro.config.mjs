import { fileURLToPath } from "node:url";
import { getSentryExpoConfig as expoConfig } from "@sentry/react-native/metro.js";

const config = expoConfig(fileURLToPath(new URL(".", import.meta.url)));

export default config;
