import * as expoMetro from "expo/metro-config";

const config = expoMetro.getDefaultConfig(__dirname);
config.transformer.babelTransformerPath = expoMetro.unstable_transformerPath;

export default config;
