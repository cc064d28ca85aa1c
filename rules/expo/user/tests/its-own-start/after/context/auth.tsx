import { createContext, useEffect, useState } from 'react';
import { setSentryUser } from '../sentry-user';

const AuthContext = createContext(null);

export function AuthProvider({ children }) {
  const [user, setUser] = useState(null);

  useEffect(() => {
    setSentryUser(user);
  }, [user]);

  const [busy, setBusy] = useState(false);

  return <AuthContext.Provider value={{ user, setUser, busy, setBusy }}>{children}</AuthContext.Provider>;
}
