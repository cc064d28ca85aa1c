import { createContext, useState } from 'react';

const AuthContext = createContext(null);

export function AuthProvider({ children }) {
  const [user, setUser] = useState(null);
  const [busy, setBusy] = useState(false);

  return <AuthContext.Provider value={{ user, setUser, busy, setBusy }}>{children}</AuthContext.Provider>;
}
