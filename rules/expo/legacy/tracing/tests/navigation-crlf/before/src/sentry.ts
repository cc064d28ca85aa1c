import * as Sentry from 'sentry-expo';

export const routing = new Sentry.Native.ReactNavigationInstrumentation();

Sentry.init({
  integrations: [new Sentry.Native.ReactNativeTracing({ routingInstrumentation: routing })],
});
