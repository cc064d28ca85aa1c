import * as Sentry from "@sentry/nextjs";
import { plant } from "../planted.mjs";

export const runtime = "edge";

export async function POST(request) {
  throw plant(Sentry, await request.json());
}
