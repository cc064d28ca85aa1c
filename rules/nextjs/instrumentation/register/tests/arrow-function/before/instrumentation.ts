export const register = async () => {
  await import("./ovens");
};
