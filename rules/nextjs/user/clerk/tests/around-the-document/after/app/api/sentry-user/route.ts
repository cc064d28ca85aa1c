import { auth } from "@clerk/nextjs/server";
import { NextResponse } from "next/server";

import { identifyUser } from "../../../sentry.user";

/**
 * The id Sentry knows the signed-in user by, for the browser. It is a POST, so
 * that neither a build nor a cache answers for anybody.
 */
export async function POST() {
  const { userId, orgId } = await auth();
  const user = await identifyUser({ id: userId, orgId });
  return NextResponse.json(user ?? null);
}
