import { Sentry } from './lib/sentry';
import { Component } from 'react';
import { Text } from 'react-native';

class App extends Component {
  render() {
    return <Text>Open</Text>;
  }
}

export default Sentry.wrap(App);
