// Navigation to these is always traced.
const CRITICAL_SCREENS = [
  '(auth)', // auth
  '(auth)/sign-in', // auth
  'shop/checkout', // checkout
  'shop/pay', // payment
];

/** A navigator knows the last part of a path, or its first where it nests. */
export function isCriticalScreen(name: string): boolean {
  return CRITICAL_SCREENS.some((screen) =>
    `/${screen}`.endsWith(`/${name.replace(/\/index$/, '')}`),
  );
}
