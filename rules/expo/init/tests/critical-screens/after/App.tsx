import { Sentry } from './lib/sentry';
import { NavigationContainer } from '@react-navigation/native';
import { createNativeStackNavigator } from '@react-navigation/native-stack';
import { Checkout, Home, SignIn } from './screens';

const Stack = createNativeStackNavigator();

function App() {
  return (
    <NavigationContainer>
      <Stack.Navigator>
        <Stack.Screen name="Home" component={Home} />
        <Stack.Screen name="SignIn" component={SignIn} />
        <Stack.Screen name="Checkout">{() => <Checkout />}</Stack.Screen>
      </Stack.Navigator>
    </NavigationContainer>
  );
}

export default Sentry.wrap(App);
