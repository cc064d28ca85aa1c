"""Let the app's own hooks run before the scrubber, which has to be the last to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sentry_scrubber import _scrub_breadcrumb, _scrub_pii

if TYPE_CHECKING:
    from collections.abc import Callable

    Hook = Callable[[Any, dict[str, Any]], Any]


def then_scrub(own: Hook | None) -> Hook:
    """Scrub the event or transaction that the app's own hook lets through."""
    return _in_turn(own, _scrub_pii)


def then_scrub_breadcrumb(own: Hook | None) -> Hook:
    """Scrub the breadcrumb that the app's own hook lets through."""
    return _in_turn(own, _scrub_breadcrumb)


def _in_turn(own: Hook | None, scrub: Hook) -> Hook:
    if own is None:
        return scrub

    def hook(item: Any, hint: dict[str, Any]) -> Any:
        item = own(item, hint)
        return None if item is None else scrub(item, hint)

    return hook
