import { Sentry } from './lib/sentry';
import { NavigationContainer } from '@react-navigation/native';

import { Screens } from './Screens';

function App() {
  return (
    <NavigationContainer>
      <Screens />
    </NavigationContainer>
  );
}

export default Sentry.wrap(App);
