import { registerRootComponent } from 'expo';

const App = require('./App').default;

registerRootComponent(App);
