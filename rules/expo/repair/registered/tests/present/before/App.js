import * as Sentry from '@sentry/react-native';
import { registerRootComponent } from 'expo';
import { Text } from 'react-native';

Sentry.init({ dsn: process.env.EXPO_PUBLIC_SENTRY_DSN });

function App() {
  return <Text>Kiosk</Text>;
}

registerRootComponent(Sentry.wrap(App));

export default Sentry.wrap(App);
