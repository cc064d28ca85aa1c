export const onRequestError = (error: unknown) => {
  console.error(error);
};
