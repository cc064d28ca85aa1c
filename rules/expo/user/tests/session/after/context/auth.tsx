import type { Session } from '@supabase/supabase-js';
import { useEffect, useState } from 'react';
import { setSentryUser } from '../lib/sentry-user';

export function AuthProvider({ children }: { children: React.ReactNode }) {
  const [session, setSession] = useState<Session | null>(null);

  useEffect(() => {
    setSentryUser(session?.user);
  }, [session]);

  return children;
}
