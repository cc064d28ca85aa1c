import { NextResponse } from "next/server";

const DIRECTIVES = ["default-src 'self'", `connect-src 'self' wss://live.example.com ${sentryIngest()}`, "object-src 'none'"];

export function middleware() {
  const response = NextResponse.next();
  response.headers.set("Content-Security-Policy", DIRECTIVES.join("; "));
  return response;
}

/** The host the browser sends errors to. */
function sentryIngest() {
  const dsn = process.env["NEXT_PUBLIC_SENTRY_DSN"] || "";
  return /^https?:\/\/[^@/]+@[^/]+/.test(dsn) ? new URL(dsn).origin : "";
}
