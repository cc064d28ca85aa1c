import { configureStore, createSlice } from '@reduxjs/toolkit';

const session = createSlice({
  name: 'session',
  initialState: { currentUser: undefined },
  reducers: {},
});

export const store = configureStore({ reducer: { session: session.reducer } });
