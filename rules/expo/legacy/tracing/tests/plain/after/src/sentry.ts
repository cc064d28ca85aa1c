import { Native } from 'sentry-expo';

export const tracing = [Native.reactNativeTracingIntegration()];
