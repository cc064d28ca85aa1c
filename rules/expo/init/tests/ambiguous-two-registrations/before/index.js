import { registerRootComponent } from 'expo';

import { Full, Lite } from './apps';

if (process.env.EXPO_PUBLIC_LITE) {
  registerRootComponent(Lite);
} else {
  registerRootComponent(Full);
}
