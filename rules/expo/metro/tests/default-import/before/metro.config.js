import metro from "expo/metro-config";

const base = metro.getDefaultConfig;

export default base(process.cwd());
