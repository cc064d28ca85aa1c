import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import { withSentryUser } from "./sentry.user";

export const { handlers, auth } = NextAuth(withSentryUser({
  providers: [GitHub],
} satisfies NextAuthConfig));
