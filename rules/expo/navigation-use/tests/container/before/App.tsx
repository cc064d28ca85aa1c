import { NavigationContainer } from '@react-navigation/native';

export default function App() {
  return <NavigationContainer></NavigationContainer>;
}
