import { ClerkProvider } from '@clerk/clerk-expo';
import { Slot } from 'expo-router';

export function B() {
  return (
    <ClerkProvider publishableKey={process.env.EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY}>
      <Slot />
    </ClerkProvider>
  );
}
