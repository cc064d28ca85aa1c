import { Text } from 'react-native';

const Root = () => <Text>Open</Text>;

export default Root;
