import NextAuth from "next-auth";
import type { NextAuthOptions } from "next-auth";
import { withSentryUser } from "../sentry.user";

export const authOptions = withSentryUser({
  providers: [],
} satisfies NextAuthOptions);

export default NextAuth(authOptions);
