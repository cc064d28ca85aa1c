import { Sentry } from './lib/sentry';
import { registerRootComponent } from 'expo';
import { Text } from 'react-native';

function App() {
  return <Text>Open</Text>;
}

registerRootComponent(Sentry.wrap(App));

export default App;
