import { Text } from 'react-native';

import Storybook from './.storybook';

const App = () => <Text>Open</Text>;

export default process.env.EXPO_PUBLIC_STORYBOOK ? Storybook : App;
