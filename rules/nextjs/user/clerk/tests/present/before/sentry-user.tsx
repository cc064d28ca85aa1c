export function SentryUser() {
  return null;
}
