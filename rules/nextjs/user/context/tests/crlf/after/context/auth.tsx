"use client";

import { createContext, useContext, useEffect, useState } from "react";
import { setSentryUser } from "../sentry-user";

const AuthContext = createContext<unknown>(null);

export function AuthProvider({ children }: { children: React.ReactNode }) {
  const [user, setUser] = useState<{ id: string } | null>(null);

  useEffect(() => {
    setSentryUser(user);
  }, [user]);

  return <AuthContext.Provider value={{ user, setUser }}>{children}</AuthContext.Provider>;
}

export const useAuth = () => useContext(AuthContext);
