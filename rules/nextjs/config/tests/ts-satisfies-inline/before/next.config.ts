import type { NextConfig } from "next";

// The shop is served below /shop.
export default {
  basePath: "/shop",
  images: { unoptimized: true }, // no optimiser on this host
} satisfies NextConfig;
