import { Native } from 'sentry-expo';

Native.configureScope((scope) => scope.setTag('kiosk', 'one'));
