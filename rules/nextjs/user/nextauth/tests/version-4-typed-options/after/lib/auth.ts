import NextAuth from "next-auth";
import type { NextAuthOptions } from "next-auth";
import { withSentryUser } from "../sentry.user";

export const authOptions: NextAuthOptions = withSentryUser({
  providers: [],
});

export default NextAuth(authOptions);
