export const Full = () => null;
export const Lite = () => null;
