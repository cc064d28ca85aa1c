import * as Sentry from '@sentry/react-native';

export const report = (error) => Sentry.captureException(error);
