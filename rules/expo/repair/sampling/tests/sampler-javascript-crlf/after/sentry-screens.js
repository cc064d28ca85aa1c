// Navigation to these is always traced.
const CRITICAL_SCREENS = [
  "sign-in", // auth
];

/** A navigator knows the last part of a path, or its first where it nests. */
export function isCriticalScreen(name) {
  return CRITICAL_SCREENS.some((screen) =>
    `/${screen}`.endsWith(`/${name.replace(/\/index$/, "")}`),
  );
}

/**
 * Critical screens are traced always; for all others the app's own sampler or
 * rate has the last word. A rate of 0 turns tracing off, here too.
 */
export function criticalScreensOr(own) {
  return (context) => {
    const rate =
      typeof own === "function"
        ? own(context)
        : own && (context.parentSampled ?? own);
    return rate && isCriticalScreen(context.name) ? 1 : (rate ?? 0);
  };
}
