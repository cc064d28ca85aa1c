import { ClerkProvider } from '@clerk/clerk-expo';
import { Slot } from 'expo-router';

export function A() {
  return (
    <ClerkProvider publishableKey={process.env.EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY}>
      <Slot />
    </ClerkProvider>
  );
}
