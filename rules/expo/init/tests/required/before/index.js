import './polyfills';

import { registerRootComponent } from 'expo';

const Root = require('./App').default;

registerRootComponent(Root);
