"use client";

import { useEffect } from "react";

const ShopError = ({ error }: { error: Error }) => {
  useEffect(() => console.log("closed"), []);

  return <p>{error.message}</p>;
};

export default ShopError;
