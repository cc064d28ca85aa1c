import * as Sentry from 'sentry-expo';

Sentry.init({ enableTracing: true });
