import { captureRequestError } from "@sentry/nextjs";

export function onRequestError(error: unknown, request: Request, context: object) {
  captureRequestError(error, request, context);
  console.error(error);
}
