import { createSlice } from '@reduxjs/toolkit';

const initialState: { user: { name: string } | null } = { user: null };

const auth = createSlice({
  name: 'auth',
  initialState,
  reducers: {
    signedIn: (state, action) => {
      state.user = action.payload;
    },
  },
});

export default auth.reducer;
