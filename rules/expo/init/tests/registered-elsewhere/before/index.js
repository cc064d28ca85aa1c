import { registerRootComponent } from 'expo';

import Root from './src/main/Root';

registerRootComponent(Root);
