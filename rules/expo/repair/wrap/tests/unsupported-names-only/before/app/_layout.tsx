import { init } from '@sentry/react-native';
import { Stack } from 'expo-router';

init({ dsn: process.env.EXPO_PUBLIC_DSN });

export default function RootLayout() {
  return <Stack />;
}
