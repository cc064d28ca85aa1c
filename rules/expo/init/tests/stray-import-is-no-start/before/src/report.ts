import * as Sentry from '@sentry/react-native';

export const report = (error: unknown) => Sentry.captureException(error);
