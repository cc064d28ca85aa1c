"use client";

import * as Sentry from "@sentry/nextjs";
import { useSession } from "next-auth/react";
import { useEffect } from "react";

/** Names the user in the browser's errors, and forgets them at sign-out. */
export function SentryUser() {
  const { data } = useSession();
  const id = data?.sentry?.id;
  const workspace = data?.sentry?.workspace_id;

  useEffect(() => {
    Sentry.setUser(id ? { id, workspace_id: workspace } : null);
    Sentry.setTag("workspace_id", workspace);
  }, [id, workspace]);

  return null;
}
