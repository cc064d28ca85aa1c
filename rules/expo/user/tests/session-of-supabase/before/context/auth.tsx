import type { Session } from '@supabase/supabase-js';
import { useState } from 'react';

export function AuthProvider({ children }: { children: React.ReactNode }) {
  const [session, setSession] = useState<Session | null>(null);

  return children;
}
