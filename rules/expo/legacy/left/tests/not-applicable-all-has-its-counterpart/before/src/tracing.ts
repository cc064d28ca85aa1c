import * as Sentry from 'sentry-expo';

export const routing = new Sentry.Native.ReactNavigationInstrumentation();

export const tracing = [
  new Sentry.Native.ReactNativeTracing({ routingInstrumentation: routing }),
  Sentry.Native.wrap,
];
