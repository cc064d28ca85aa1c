import * as Sentry from 'sentry-expo';

export function report(error: unknown, level: Sentry.Native.SeverityLevel) {
  Sentry.Native.captureException(error, { level });
}
