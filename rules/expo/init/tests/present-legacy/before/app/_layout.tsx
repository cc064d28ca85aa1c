import * as Sentry from 'sentry-expo';
import { Stack } from 'expo-router';

Sentry.init({ dsn: process.env.EXPO_PUBLIC_SENTRY_DSN });

export default function RootLayout() {
  return <Stack />;
}
