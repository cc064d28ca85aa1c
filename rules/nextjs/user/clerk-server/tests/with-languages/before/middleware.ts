import { clerkMiddleware } from "@clerk/nextjs/server";

import createMiddleware from "next-intl/middleware";

const intl = createMiddleware({ locales: ["de", "en"], defaultLocale: "en" });

export default clerkMiddleware((_auth, request) => intl(request));

export const config = {
  matcher: ["/((?!_next|.*\\..*).*)", "/(api|trpc)(.*)"],
};
