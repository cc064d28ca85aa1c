export function scrubEvent(event) {
  return event;
}

export function scrubBreadcrumb(crumb) {
  return crumb;
}

