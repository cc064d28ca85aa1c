export function criticalScreensOr(own: number) {
  return () => own;
}
