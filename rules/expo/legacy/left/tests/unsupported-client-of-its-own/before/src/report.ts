import * as Sentry from 'sentry-expo';

export const client = Sentry.Native;
