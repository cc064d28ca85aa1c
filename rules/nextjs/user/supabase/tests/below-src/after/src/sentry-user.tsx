"use client";

import * as Sentry from "@sentry/nextjs";
import { usePathname } from "next/navigation";
import { Suspense, useEffect, useState } from "react";

import { createClient } from "./lib/supabase/client";
import type { Named } from "./sentry.user";

/** Names the user in the browser's errors, and forgets them at sign-out. */
export function SentryUser() {
  return (
    <Suspense>
      <SignedIn />
    </Suspense>
  );
}

function SignedIn() {
  const pathname = usePathname();
  const [userId, setUserId] = useState<string>();

  // A sign-in or sign-out on the server ends in a navigation: look again.
  useEffect(() => {
    try {
      const { auth } = createClient();
      const { data } = auth.onAuthStateChange((_event, session) => {
        setUserId(session?.user.id);
      });
      return () => data.subscription.unsubscribe();
    } catch {
      return undefined; // without its settings there is no Supabase to follow
    }
  }, [pathname]);

  useEffect(() => {
    if (!userId) return undefined;
    let current = true;
    fetch("/api/sentry-user", { method: "POST" })
      .then((response) =>
        response.ok ? (response.json() as Promise<Named | null>) : null,
      )
      .then((user) => {
        if (current) nameUser(user);
      })
      .catch(() => undefined); // without an answer nobody is named
    return () => {
      current = false;
      nameUser(null);
    };
  }, [userId]);

  return null;
}

function nameUser(user: Named | null) {
  Sentry.setUser(user);
  Sentry.setTag("workspace_id", user?.workspace_id);
}
