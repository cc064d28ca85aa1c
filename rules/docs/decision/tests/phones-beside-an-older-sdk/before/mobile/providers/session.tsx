import { createContext, useState, type PropsWithChildren } from 'react';

type User = { id: string };

const Session = createContext<{ user: User | null } | null>(null);

export function SessionProvider({ children }: PropsWithChildren) {
  const [user, setUser] = useState<User | null>(null);

  const signIn = async (name: string, password: string) => {
    const answer = await fetch('/session', { method: 'POST', body: JSON.stringify({ name, password }) });
    setUser(await answer.json());
  };

  const signOut = () => setUser(null);

  return <Session.Provider value={{ user, signIn, signOut }}>{children}</Session.Provider>;
}
