import { getAuth } from "@clerk/nextjs/server";
import type { NextApiRequest, NextApiResponse } from "next";

import { identifyUser } from "../../sentry.user";

/** The id Sentry knows the signed-in user by, for the browser. */
export default async function handler(
  request: NextApiRequest,
  response: NextApiResponse,
) {
  const { userId, orgId } = getAuth(request);
  const user = await identifyUser({ id: userId, orgId });
  response.setHeader("Cache-Control", "no-store");
  response.json(user ?? null);
}
