// Tells Sentry which user and workspace a request is for, but not who they are.
import * as Sentry from "@sentry/nextjs";

type Id = string | number | null | undefined;
type Fields = { id?: Id; [name: string]: unknown };
export type Named = { id: string; workspace_id?: string };

const WORKSPACE = [
  "activeOrganizationId",
  "workspaceId",
  "organizationId",
  "orgId",
  "tenantId",
];
const encoder = new TextEncoder();

/**
 * An id that is the same for all requests of a user, and worthless to anyone
 * without the secret. Set SENTRY_USER_ID_SECRET to the same value in every app
 * in which one person is to have one id.
 */
export async function anonymousId(userId: string) {
  const secret =
    process.env.SENTRY_USER_ID_SECRET || process.env.BETTER_AUTH_SECRET;
  if (!secret) return undefined;
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(`sentry-user-id:${secret}`),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const digest = await crypto.subtle.sign("HMAC", key, encoder.encode(userId));
  const bytes = Array.from(new Uint8Array(digest));
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Names the user in what this request sends; the browser may know the answer. */
export async function identifyUser(known: Fields): Promise<Named | undefined> {
  const id = known.id ? await anonymousId(String(known.id)) : undefined;
  if (!id) return undefined;
  const workspace = WORKSPACE.map((name) => known[name] as Id).find(Boolean);
  const named = workspace ? { id, workspace_id: String(workspace) } : { id };
  Sentry.setUser(named);
  return named;
}
