export const onRequestError = () => {};
