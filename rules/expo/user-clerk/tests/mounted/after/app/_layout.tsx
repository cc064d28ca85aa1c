import { Sentry } from '../lib/sentry';
import { SentryUser } from '../lib/sentry-clerk';
import { ClerkProvider } from '@clerk/clerk-expo';
import { Slot } from 'expo-router';

function RootLayout() {
  return (
    <ClerkProvider publishableKey={process.env.EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY}>
      <SentryUser />
      <Slot />
    </ClerkProvider>
  );
}

export default Sentry.wrap(RootLayout);
