import { getSentryExpoConfig } from '@sentry/react-native/metro';

export default getSentryExpoConfig(import.meta.dirname);
