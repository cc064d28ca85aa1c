import { registerRootComponent } from 'expo';

import App from '@/Root';

registerRootComponent(App);
