export const keep = (setUser: (id: string) => void, id: string) => setUser(id);
