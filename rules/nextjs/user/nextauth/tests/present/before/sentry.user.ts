export function withSentryUser<T>(options: T) {
  return options;
}
