/**
 * Starts Sentry. It is imported before everything else, so that what fails
 * while the other modules load is reported too. Without EXPO_PUBLIC_SENTRY_DSN
 * nothing is sent.
 */
import * as Sentry from '@sentry/react-native';

import { isCriticalScreen } from './sentry-screens';
import { scrubBreadcrumb, scrubEvent } from './sentry-scrubber';

// Metro puts the values in at build time, where the whole name is written out.
const dsn = process.env.EXPO_PUBLIC_SENTRY_DSN;
const release = process.env.EXPO_PUBLIC_RELEASE_VERSION;
const environment = process.env.EXPO_PUBLIC_ENVIRONMENT;
const rate = Number(process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || '0.1');
const sampleRate = rate >= 0 && rate <= 1 ? rate : 0.1;

if (dsn) {
  Sentry.init({
    dsn,
    environment: environment || (__DEV__ ? 'development' : 'production'),
    // The upload of source maps has to name the same: SENTRY_RELEASE and
    // SENTRY_DIST. While this is unset, both sides take the version and build
    // number of the native app.
    ...(release ? { release, dist: release } : {}),
    tracesSampler: ({ name, inheritOrSampleWith }) =>
      inheritOrSampleWith(
        sampleRate && isCriticalScreen(name) ? 1 : sampleRate, // 0 is off
      ),
    sendDefaultPii: false,
    integrations: [
      // The name is known when the rate is asked for.
      Sentry.expoRouterIntegration({ useDispatchedActionData: true }),
    ],
    beforeSend: scrubEvent,
    beforeSendTransaction: scrubEvent, // beforeSend sees errors only
    beforeBreadcrumb: scrubBreadcrumb,
  });
}

export { Sentry };
