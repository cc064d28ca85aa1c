import * as Sentry from "@sentry/nextjs";

type Id = string | number | null | undefined;
type Account = {
  anonymous_id?: Id;
  anonymousId?: Id;
  workspace_id?: Id;
  workspaceId?: Id;
};

/**
 * Tells Sentry who is signed in; `null` at sign-out. The id has to be one the
 * server made anonymous and sent along with the account: the secret behind it
 * must not be in the browser. An account without one names nobody.
 */
export function setSentryUser(account: unknown) {
  const known = (account ?? {}) as Account;
  const id = known.anonymous_id ?? known.anonymousId;
  const workspace = id && (known.workspace_id ?? known.workspaceId);
  const workspaceId = workspace ? String(workspace) : undefined;
  Sentry.setUser(id ? { id: String(id), workspace_id: workspaceId } : null);
  Sentry.setTag("workspace_id", workspaceId);
}
