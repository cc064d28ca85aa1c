import { clerkMiddleware } from "@clerk/nextjs/server";

const clerk = clerkMiddleware();

export default function middleware(request, event) {
  return clerk(request, event);
}

export const config = {
  matcher: ["/((?!_next|.*\\..*).*)", "/(api|trpc)(.*)"],
};
