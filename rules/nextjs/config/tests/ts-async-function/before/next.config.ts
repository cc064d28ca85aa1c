import type { NextConfig } from "next";

export default async function config(phase: string): Promise<NextConfig> {
  return { distDir: phase === "phase-development-server" ? ".next-dev" : ".next" };
}
