// Tells Sentry which user and workspace a request is for, but not who they are.
import * as Sentry from "@sentry/nextjs";
import type { NextAuthOptions } from "next-auth";

type Fields = { [key: string]: unknown; id?: unknown; sub?: unknown };
type Named = { id: string; workspace_id?: string };

declare module "next-auth" {
  interface Session {
    sentry?: Named | undefined;
  }
}

const WORKSPACE = [
  "workspaceId",
  "organizationId",
  "orgId",
  "tenantId",
  "teamId",
];
const encoder = new TextEncoder();

/**
 * An id that is the same for all requests of a user, and worthless to anyone
 * without the secret. Set SENTRY_USER_ID_SECRET to the same value in every app
 * in which one person is to have one id.
 */
export async function anonymousId(userId: string) {
  const secret =
    process.env.SENTRY_USER_ID_SECRET ||
    process.env.AUTH_SECRET ||
    process.env.NEXTAUTH_SECRET;
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

/** Adds the anonymous user to every session, and to what the server sends. */
export function withSentryUser(options: NextAuthOptions): NextAuthOptions {
  const original = options.callbacks?.session;
  return {
    ...options,
    callbacks: {
      ...options.callbacks,
      async session(params) {
        const session = original ? await original(params) : params.session;
        const known = { ...session.user, ...params.user, ...params.token };
        return { ...session, sentry: await identify(known) };
      },
    },
  };
}

async function identify(known: Fields): Promise<Named | undefined> {
  const userId = known.sub ?? known.id;
  const id = userId ? await anonymousId(String(userId)) : undefined;
  if (!id) return undefined;
  const workspace = WORKSPACE.map((name) => known[name]).find(Boolean);
  const named = workspace ? { id, workspace_id: String(workspace) } : { id };
  Sentry.setUser(named);
  return named;
}
