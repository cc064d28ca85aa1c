import { Sentry } from './lib/sentry';
import { observer } from 'mobx-react-lite';
import { Text } from 'react-native';

const App = () => <Text>Open</Text>;

export default Sentry.wrap(observer(App));
