import { registerRootComponent } from 'expo';
import { Text } from 'react-native';

function App() {
  return <Text>Open</Text>;
}

registerRootComponent(App);

export default App;
