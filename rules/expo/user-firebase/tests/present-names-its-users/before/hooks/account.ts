import { onAuthStateChanged, type User } from 'firebase/auth';
import { useEffect } from 'react';
import { auth } from '../firebase';

export function useAccount(keep: (user: User | null) => void) {
  useEffect(() => {
    return onAuthStateChanged(auth, (user) => {
      keep(user);
    });
  }, [keep]);
}
