import * as Sentry from 'sentry-expo';

export { Sentry };
