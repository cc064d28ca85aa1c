import { NextResponse } from "next/server";

import { serverClient } from "../../../lib/supabase-server";
import { identifyUser } from "../../../sentry.user";

/**
 * The id Sentry knows the signed-in user by, for the browser. It is a POST, so
 * that neither a build nor a cache answers for anybody.
 */
export async function POST() {
  const supabase = serverClient();
  const { data } = await supabase.auth.getUser();
  const { id, app_metadata } = data.user ?? {};
  const user = await identifyUser({ ...app_metadata, id });
  return NextResponse.json(user ?? null);
}
