export const FIELDS = [];
