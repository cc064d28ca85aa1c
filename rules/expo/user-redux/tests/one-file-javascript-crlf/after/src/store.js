import { configureStore, createSlice } from '@reduxjs/toolkit';
import { setSentryUser } from './lib/sentry-user';

const session = createSlice({
  name: 'session',
  initialState: { currentUser: undefined },
  reducers: {},
});

export const store = configureStore({ reducer: { session: session.reducer } });

// What is restored, signed in and signed out.
let signedIn;
store.subscribe(() => {
  const { currentUser } = store.getState().session;
  if (currentUser !== signedIn) {
    signedIn = currentUser;
    setSentryUser(currentUser);
  }
});
