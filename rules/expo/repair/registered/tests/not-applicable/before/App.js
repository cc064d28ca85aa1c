import { registerRootComponent } from 'expo';
import { Text } from 'react-native';

function App() {
  return <Text>Kiosk</Text>;
}

registerRootComponent(App);

export default App;
