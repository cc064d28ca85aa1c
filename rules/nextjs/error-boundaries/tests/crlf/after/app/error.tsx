"use client";

import { captureException } from "@sentry/nextjs";

import { useEffect } from "react";

export default function ShopError({ error, reset }: { error: Error; reset: () => void }) {
  useEffect(() => {
    captureException(error);
  }, [error]);
  return <button onClick={reset}>Try again</button>;
}
