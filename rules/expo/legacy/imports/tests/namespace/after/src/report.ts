import * as Sentry from '@sentry/react-native';

export function report(error: unknown, level: Sentry.SeverityLevel) {
  Sentry.captureException(error, { level });
}
