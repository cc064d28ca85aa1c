export function scrubEvent<T extends object>(event: T): T {
  return event;
}
