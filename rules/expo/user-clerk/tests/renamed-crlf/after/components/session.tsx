import { ClerkProvider } from '@clerk/expo';
import { Slot } from 'expo-router';
import { SentryUser } from '../lib/sentry-clerk';

export function Session() {
  return (
    <ClerkProvider publishableKey={process.env.EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY}>
      <SentryUser />
      <Slot />
    </ClerkProvider>
  );
}
