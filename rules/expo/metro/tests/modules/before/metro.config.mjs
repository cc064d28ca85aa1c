import { fileURLToPath } from "node:url";
import { getDefaultConfig as expoConfig } from "expo/metro-config.js";

const config = expoConfig(fileURLToPath(new URL(".", import.meta.url)));

export default config;
