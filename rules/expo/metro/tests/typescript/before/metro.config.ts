import path from "node:path";
import { getDefaultConfig, type MetroConfig } from "expo/metro-config";
import { withStyles } from "styles/metro";

const config: MetroConfig = getDefaultConfig(__dirname);

export default withStyles(config, { input: path.resolve("global.css") });
