import { Sentry } from './lib/sentry';
import { registerRootComponent } from 'expo';

import { App } from './app/App';

registerRootComponent(Sentry.wrap(App));
