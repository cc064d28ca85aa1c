import * as S from 'sentry-expo';
import { Stack } from 'expo-router';

export default function RootLayout() {
  return <Stack />;
}
