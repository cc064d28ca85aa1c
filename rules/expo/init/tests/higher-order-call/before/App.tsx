import { observer } from 'mobx-react-lite';
import { Text } from 'react-native';

const App = () => <Text>Open</Text>;

export default observer(App);
