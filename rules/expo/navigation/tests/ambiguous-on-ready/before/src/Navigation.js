import { NavigationContainer } from '@react-navigation/native';

import { navigationRef } from './ref';

export function Navigation({ theme }) {
  return (
    <NavigationContainer ref={navigationRef} onReady={start}>
      <Screens />
    </NavigationContainer>
  );
}
