import * as Client from '@sentry/react-native';

export const report = (error: unknown) => Client.captureException(error);
