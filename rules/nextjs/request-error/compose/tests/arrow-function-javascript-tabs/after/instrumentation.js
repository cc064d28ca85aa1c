import { captureRequestError } from "@sentry/nextjs";

export const onRequestError = (err, req, ctx) => {
	captureRequestError(err, req, ctx);
	console.error(err);
};
