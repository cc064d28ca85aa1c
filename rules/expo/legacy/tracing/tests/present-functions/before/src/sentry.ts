import * as Sentry from 'sentry-expo';

export const routing = Sentry.Native.reactNavigationIntegration();

Sentry.init({
  integrations: [routing],
});
