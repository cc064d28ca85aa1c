export function scrubEvent(event) {
  return event;
}

export function scrubBreadcrumb(crumb) {
  return crumb;
}

export function thenScrub(own) {
  return own;
}

export function thenScrubBreadcrumb(own) {
  return own;
}
