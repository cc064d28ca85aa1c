import * as Sentry from 'sentry-expo';

export const level = Sentry.Native.Severity.Error;
