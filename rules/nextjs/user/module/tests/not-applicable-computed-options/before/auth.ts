import NextAuth from "next-auth";
import { options } from "./options";

export const { auth } = NextAuth(options);
