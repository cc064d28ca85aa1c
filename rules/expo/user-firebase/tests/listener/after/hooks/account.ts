import { onAuthStateChanged, type User } from 'firebase/auth';
import { useEffect } from 'react';
import { auth } from '../firebase';
import { setSentryUser } from '../lib/sentry-user';

export function useAccount(keep: (user: User | null) => void) {
  useEffect(() => {
    return onAuthStateChanged(auth, (user) => {
      // The server sets the anonymous id as a custom claim.
      if (user) {
        user.getIdTokenResult().then(
          ({ claims }) => setSentryUser(claims),
          () => setSentryUser(null),
        );
      } else {
        setSentryUser(null);
      }
      keep(user);
    });
  }, [keep]);
}
