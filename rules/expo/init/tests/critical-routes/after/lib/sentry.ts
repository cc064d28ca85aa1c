/**
 * Starts Sentry. It is imported before everything else, so that what fails
 * while the other modules load is reported too. Without EXPO_PUBLIC_SENTRY_DSN
 * nothing is sent.
 */
import * as Sentry from '@sentry/react-native';

import { scrubBreadcrumb, scrubEvent } from './sentry-scrubber';

// Metro puts the values in at build time, where the whole name is written out.
const dsn = process.env.EXPO_PUBLIC_SENTRY_DSN;
const release = process.env.EXPO_PUBLIC_RELEASE_VERSION;
const environment = process.env.EXPO_PUBLIC_ENVIRONMENT;
const rate = Number(process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || '0.1');
const sampleRate = rate >= 0 && rate <= 1 ? rate : 0.1;

// Navigation to these is always traced.
const CRITICAL_SCREENS = [
  '(auth)', // auth
  '(auth)/sign-in', // auth
  'shop/checkout', // checkout
  'shop/pay', // payment
];

// A navigator knows the last part of a path, or its first where it nests.
const isCritical = (name: string) =>
  CRITICAL_SCREENS.some((screen) =>
    `/${screen}`.endsWith(`/${name.replace(/\/index$/, '')}`),
  );

if (dsn) {
  Sentry.init({
    dsn,
    environment: environment || (__DEV__ ? 'development' : 'production'),
    // The upload of source maps has to name the same: SENTRY_RELEASE and
    // SENTRY_DIST. While this is unset, both sides take the version and build
    // number of the native app.
    ...(release ? { release, dist: release } : {}),
    tracesSampler: ({ name, inheritOrSampleWith }) =>
      inheritOrSampleWith(isCritical(name) ? 1 : sampleRate),
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

type Account = {
  anonymous_id?: string | null;
  anonymousId?: string | null;
  workspace_id?: string | number | null;
  workspaceId?: string | number | null;
};

/**
 * Tells Sentry who is signed in; `null` at sign-out. The id has to be one the
 * server made anonymous and sent along with the account: the secret behind it
 * must not be in an app. An account without one names nobody.
 */
export function setSentryUser(account: unknown): void {
  const known = (account ?? {}) as Account;
  const id = known.anonymous_id ?? known.anonymousId;
  const workspace = id ? (known.workspace_id ?? known.workspaceId) : null;
  Sentry.setUser(id ? { id } : null);
  Sentry.setTag('workspace_id', workspace ? String(workspace) : undefined);
}

export { Sentry };
