import { Sentry } from '../lib/sentry';
import { Stack } from 'expo-router';

function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
