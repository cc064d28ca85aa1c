import { getSentryExpoConfig } from "@sentry/react-native/metro";
import * as expoMetro from "expo/metro-config";

const config = getSentryExpoConfig(__dirname);
config.transformer.babelTransformerPath = expoMetro.unstable_transformerPath;

export default config;
