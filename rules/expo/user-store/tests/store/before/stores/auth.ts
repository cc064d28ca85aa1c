import { create } from 'zustand';

export const useAuthStore = create((set) => ({
  user: null,
  signOut: () => set({ user: null }),
}));
