export const scrubEvent = <E,>(event: E): E => event;
export function scrubBreadcrumb<B>(crumb: B): B {
  return crumb;
}
