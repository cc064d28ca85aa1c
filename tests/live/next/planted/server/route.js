import { readFile } from "node:fs/promises";
import * as Sentry from "@sentry/nextjs";
import { plant } from "../planted.mjs";

/** What there is to plant, for the browser. */
export async function GET() {
  return Response.json(JSON.parse(await readFile(process.env.PLANTED, "utf8")).batches);
}

export async function POST(request) {
  throw plant(Sentry, await request.json());
}
