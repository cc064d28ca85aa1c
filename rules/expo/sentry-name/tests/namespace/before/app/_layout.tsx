import * as S from '@sentry/react-native';
import { Stack } from 'expo-router';

export default function RootLayout() {
  return <Stack />;
}
