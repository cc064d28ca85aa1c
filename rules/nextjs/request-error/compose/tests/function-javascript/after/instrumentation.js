import { captureRequestError } from "@sentry/nextjs";

export async function onRequestError(err, req, ctx) {
  captureRequestError(err, req, ctx);
  console.error(err)
}
