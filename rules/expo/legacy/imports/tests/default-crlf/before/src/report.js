import Sentry from 'sentry-expo';

export const report = (error) => Sentry.Browser.captureException(error);
