import { NavigationContainer } from '@react-navigation/native';

import { navigationRef } from './ref';

export function Navigation({ theme }) {
  return (
    <NavigationContainer theme={theme} documentTitle={{ enabled: false }}>
      <Screens />
    </NavigationContainer>
  );
}
