import { getSentryExpoConfig } from "@sentry/react-native/metro";

const base = getSentryExpoConfig;

export default base(process.cwd());
