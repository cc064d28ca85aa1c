import { Component } from 'react';
import { Text } from 'react-native';

export default class App extends Component {
  render() {
    return <Text>Open</Text>;
  }
}
