"use client";

import { ClerkProvider } from "@clerk/nextjs";
import { SentryUser } from "../sentry-user";

export function Providers({ children }: { children: React.ReactNode }) {
  return (
    <ClerkProvider>
      <SentryUser />
      <main>{children}</main>
    </ClerkProvider>
  );
}
