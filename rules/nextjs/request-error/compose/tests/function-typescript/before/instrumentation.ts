export function onRequestError(error: unknown, request: Request, context: object) {
  console.error(error);
}
