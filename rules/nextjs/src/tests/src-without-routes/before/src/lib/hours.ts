export const open = 8;
