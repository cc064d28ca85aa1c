"use client";

function ShopError({ error }: { error: Error }) {
  return <p>{error.message}</p>;
}

export default ShopError;
