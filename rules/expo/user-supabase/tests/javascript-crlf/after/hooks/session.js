import { useEffect, useState } from 'react';
import { setSentryUser } from '../lib/sentry-user';
import { supabase } from '../lib/supabase';

export function useSession() {
  const [session, setSession] = useState(null);

  useEffect(() => {
    const { data } = supabase.auth.onAuthStateChange((_event, session) => {
      // The server puts the anonymous id there.
      setSentryUser(session?.user.app_metadata);
      setSession(session);
    });
    return () => data.subscription.unsubscribe();
  }, []);

  return session;
}
