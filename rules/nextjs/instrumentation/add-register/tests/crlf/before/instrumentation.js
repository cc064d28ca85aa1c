export const onRequestError = () => {};
