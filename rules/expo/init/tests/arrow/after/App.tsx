import { Sentry } from './lib/sentry';
import { Text } from 'react-native';

export default Sentry.wrap(() => <Text>Open</Text>);
