import { configureStore } from '@reduxjs/toolkit';
import { setSentryUser } from '../lib/sentry-user';
import authReducer from './slices/auth';

export const store = configureStore({
  reducer: {
    auth: authReducer,
  },
});

// What is restored, signed in and signed out.
let signedIn: unknown;
store.subscribe(() => {
  const { user } = store.getState().auth;
  if (user !== signedIn) {
    signedIn = user;
    setSentryUser(user);
  }
});

export type RootState = ReturnType<typeof store.getState>;
