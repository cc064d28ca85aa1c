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

if (dsn) {
  Sentry.init({
    dsn,
    environment: environment || (__DEV__ ? 'development' : 'production'),
    // The upload of source maps has to name the same: SENTRY_RELEASE and
    // SENTRY_DIST. While this is unset, both sides take the version and build
    // number of the native app.
    ...(release ? { release, dist: release } : {}),
    tracesSampleRate: rate >= 0 && rate <= 1 ? rate : 0.1,
    sendDefaultPii: false,
    beforeSend: scrubEvent,
    beforeSendTransaction: scrubEvent, // beforeSend sees errors only
    beforeBreadcrumb: scrubBreadcrumb,
  });
}

/**
 * Tells Sentry who is signed in; `null` at sign-out. The id has to be one the
 * server made anonymous and sent along with the account: the secret behind it
 * must not be in an app. An account without one names nobody.
 */
export function setSentryUser(account) {
  const known = account ?? {};
  const id = known.anonymous_id ?? known.anonymousId;
  const workspace = id ? (known.workspace_id ?? known.workspaceId) : null;
  Sentry.setUser(id ? { id } : null);
  Sentry.setTag('workspace_id', workspace ? String(workspace) : undefined);
}

export { Sentry };
