PII_FIELDS = frozenset()


def _scrub_pii(event, hint):
    return event


def _scrub_breadcrumb(crumb, hint):
    return crumb
