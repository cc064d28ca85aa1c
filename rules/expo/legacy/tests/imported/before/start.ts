import * as Sentry from 'sentry-expo';

Sentry.init({ enableInExpoDevelopment: true });
