import { ThemeProvider } from '@react-navigation/native';

export default function App() {
  return <ThemeProvider>{'NavigationContainer'}</ThemeProvider>;
}
