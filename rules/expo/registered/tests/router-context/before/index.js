import { registerRootComponent } from 'expo';
registerRootComponent(() => <ExpoRoot context={require.context('./src/app')} />);
