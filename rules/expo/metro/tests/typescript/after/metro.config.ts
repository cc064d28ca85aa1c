import path from "node:path";
import { type MetroConfig } from "expo/metro-config";
import { getSentryExpoConfig } from "@sentry/react-native/metro";
import { withStyles } from "styles/metro";

const config: MetroConfig = getSentryExpoConfig(__dirname);

export default withStyles(config, { input: path.resolve("global.css") });
