import { NextResponse } from "next/server";

import { auth } from "../../../lib/auth";
import { identifyUser } from "../../../sentry.user";

/**
 * The id Sentry knows the signed-in user by, for the browser. It is a POST, so
 * that neither a build nor a cache answers for anybody.
 */
export async function POST({ headers }: Request) {
  const session = await auth.api.getSession({ headers });
  const user = await identifyUser({ ...session?.session, ...session?.user });
  return NextResponse.json(user ?? null);
}
