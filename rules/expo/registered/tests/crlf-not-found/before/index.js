import { registerRootComponent } from 'expo';

import App from './Gone';

registerRootComponent(App);
