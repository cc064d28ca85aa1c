import { setUser } from "@sentry/nextjs";

export const signedIn = (id: string) => setUser({ id });
