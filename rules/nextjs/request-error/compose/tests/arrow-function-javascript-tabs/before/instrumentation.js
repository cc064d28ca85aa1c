export const onRequestError = (err, req, ctx) => {
	console.error(err);
};
