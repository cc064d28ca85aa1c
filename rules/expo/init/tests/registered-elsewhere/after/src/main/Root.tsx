import { Sentry } from './lib/sentry';
import { Text } from 'react-native';

const Root = () => <Text>Open</Text>;

export default Sentry.wrap(Root);
