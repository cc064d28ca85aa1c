import { Stack } from 'expo-router';

export default function TabsLayout() {
  return <Stack />;
}
