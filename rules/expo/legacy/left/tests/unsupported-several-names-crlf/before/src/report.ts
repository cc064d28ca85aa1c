import { init, Native } from 'sentry-expo';

export const start = () => init({});
export const report = Native.captureException;
