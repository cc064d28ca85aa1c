import { Stack } from 'expo-router';

import { SessionProvider } from '../providers/session';

export default function RootLayout() {
  return (
    <SessionProvider>
      <Stack />
    </SessionProvider>
  );
}
