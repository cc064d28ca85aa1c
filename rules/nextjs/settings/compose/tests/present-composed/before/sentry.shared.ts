export function scrubEvent<T>(event: T): T {
  return event;
}
