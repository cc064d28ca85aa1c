import * as Sentry from 'sentry-expo';

const { Native } = Sentry;

export const report = Native.captureException;
