import { Native as Client } from 'sentry-expo';

export const report = (error: unknown) => Client.captureException(error);
