"use client";

import { SessionProvider } from "next-auth/react";
import { SentryUser } from "../sentry-user";

export function Providers({ children }: { children: React.ReactNode }) {
  return <SessionProvider>
    <SentryUser />
    {children}
  </SessionProvider>;
}
