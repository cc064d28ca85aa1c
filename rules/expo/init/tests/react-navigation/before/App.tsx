import { NavigationContainer } from '@react-navigation/native';

import { Screens } from './Screens';

export default function App() {
  return (
    <NavigationContainer>
      <Screens />
    </NavigationContainer>
  );
}
