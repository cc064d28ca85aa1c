import { create } from 'zustand';

export const useCartStore = create((set) => ({
  user: null,
  signOut: () => set({ user: null }),
}));
