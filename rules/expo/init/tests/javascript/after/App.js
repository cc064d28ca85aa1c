import { Sentry } from './lib/sentry';
import { Text } from 'react-native';

function App() {
  return <Text>Open</Text>;
}

export default Sentry.wrap(App);
