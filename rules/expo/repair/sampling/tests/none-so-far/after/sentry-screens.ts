import type { ReactNativeOptions } from "@sentry/react-native";

// Navigation to these is always traced.
const CRITICAL_SCREENS = [
  "sign-in", // auth
];

/** A navigator knows the last part of a path, or its first where it nests. */
export function isCriticalScreen(name: string): boolean {
  return CRITICAL_SCREENS.some((screen) =>
    `/${screen}`.endsWith(`/${name.replace(/\/index$/, "")}`),
  );
}

type Sampler = NonNullable<ReactNativeOptions["tracesSampler"]>;

/**
 * Critical screens are traced always; for all others the app's own sampler or
 * rate has the last word. A rate of 0 turns tracing off, here too.
 */
export function criticalScreensOr(own: Sampler | number | undefined): Sampler {
  return (context) => {
    const rate =
      typeof own === "function"
        ? own(context)
        : own && (context.parentSampled ?? own);
    return rate && isCriticalScreen(context.name) ? 1 : (rate ?? 0);
  };
}
