import { Native } from 'sentry-expo';

export const tracing = [new Native.ReactNativeTracing()];
