import { Stack } from 'expo-router';

// No sentry-expo here.
export default function RootLayout() {
  return <Stack />;
}
