import * as Sentry from "@sentry/nextjs";

export function signedIn(id: string) {
  Sentry.setUser({ id });
}
