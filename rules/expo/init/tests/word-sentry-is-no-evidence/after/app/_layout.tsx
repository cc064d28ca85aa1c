import { Sentry } from '../lib/sentry';
import { Stack } from 'expo-router';

// No sentry-expo here.
function RootLayout() {
  return <Stack />;
}

export default Sentry.wrap(RootLayout);
