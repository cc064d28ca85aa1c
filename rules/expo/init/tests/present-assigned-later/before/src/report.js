let Sentry;

try {
  Sentry = require('@sentry/react-native');
  Sentry.init({ environment: 'kiosk' });
} catch {
  Sentry = null;
}
