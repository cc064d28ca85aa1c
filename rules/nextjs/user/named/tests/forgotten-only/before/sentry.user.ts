import * as Sentry from "@sentry/nextjs";

export function signedIn(user: { id: string } | null) {
  Sentry.setUser(user);
}
