"use client";

import { captureException } from "@sentry/nextjs";

import { useEffect } from "react";

function ShopError({ error }: { error: Error }) {
  useEffect(() => {
    captureException(error);
  }, [error]);
  return <p>{error.message}</p>;
}

export default ShopError;
