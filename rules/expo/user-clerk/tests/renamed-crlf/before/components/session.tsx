import { ClerkProvider } from '@clerk/expo';
import { Slot } from 'expo-router';

export function Session() {
  return (
    <ClerkProvider publishableKey={process.env.EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY}>
      <Slot />
    </ClerkProvider>
  );
}
