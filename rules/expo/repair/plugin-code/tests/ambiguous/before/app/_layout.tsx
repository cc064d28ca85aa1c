import * as Sentry from '@sentry/react-native';
import { Stack } from 'expo-router';

Sentry.init({ dsn: process.env.EXPO_PUBLIC_DSN });

export default function RootLayout() {
  return <Stack />;
}
