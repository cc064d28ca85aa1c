import { AppRegistry } from 'react-native';

import { name } from './app.json';

AppRegistry.registerComponent(name, () => require('./App').default);
