"use client";

function ShopError({ error }) {
  return <p>{error.message}</p>;
}

export default ShopError;
