import { NextResponse } from "next/server";

const DIRECTIVES = ["default-src 'self'", "connect-src 'self' wss://live.example.com", "object-src 'none'"];

export function middleware() {
  const response = NextResponse.next();
  response.headers.set("Content-Security-Policy", DIRECTIVES.join("; "));
  return response;
}
