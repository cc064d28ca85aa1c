import { create } from 'zustand';
import { setSentryUser } from '../lib/sentry-user';

export const useAuthStore = create((set) => ({
  user: null,
  signOut: () => set({ user: null }),
}));

// What is restored, signed in and signed out.
setSentryUser(useAuthStore.getState().user);
useAuthStore.subscribe((state) => setSentryUser(state.user));
