"use client";

import { captureException } from "@sentry/nextjs";
import { useEffect } from "react";

const ShopError = ({ error }: { error: Error }) => {
  useEffect(() => {
    captureException(error);
  }, [error]);
  useEffect(() => console.log("closed"), []);

  return <p>{error.message}</p>;
};

export default ShopError;
