import NextAuth from "next-auth";
import type { NextAuthOptions } from "next-auth";

export const authOptions = {
  providers: [],
} satisfies NextAuthOptions;

export default NextAuth(authOptions);
