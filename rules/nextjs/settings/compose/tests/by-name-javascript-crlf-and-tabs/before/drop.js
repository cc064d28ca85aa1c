export const drop = () => null;
