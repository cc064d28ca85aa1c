import * as Sentry from "@sentry/react-native";

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
  Sentry.setTag("workspace_id", workspace ? String(workspace) : undefined);
}
