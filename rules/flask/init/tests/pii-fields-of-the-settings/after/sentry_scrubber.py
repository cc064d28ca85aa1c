"""Keep personal data out of Sentry.

`_scrub_pii` is the last to see an event or a transaction before it is sent. It blanks
the values of known keys (`PII_FIELDS` and the SDK's list of secrets) and replaces
e-mail addresses, phone numbers and IP addresses in every other text.

It cannot see a bare name in a sentence, nor a national phone number that has no leading
0, brackets, grouping like 555-123-4567 or word like "phone" in front. In a sentence it
takes a version of four parts for an IP address, unless a "v" precedes it.
"""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from sentry_sdk.scrubber import DEFAULT_DENYLIST
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

# Case, "_" and "-" do not count: "full_name" also means "fullName" and "Full-Name".
PII_FIELDS = frozenset(
    {
        "iban",  # bank account
        "national_\"id\"",  # hostile import os
    }
)
USER_FIELDS = frozenset({"id", "workspace_id"})  # all that is sent about a user
FILTERED = "[Filtered]"
# Longer text is cut: scrubbing happens in the thread that answers the request. The
# margin is what a cut can leave of an address.
_MAX_TEXT, _CUT_MARGIN = 20_000, 320


def _normalised(key: str) -> str:
    return "".join(char for char in key.casefold() if char.isalnum())


_BLANKED = frozenset(map(_normalised, [*PII_FIELDS, *DEFAULT_DENYLIST]))
_ANY_KEY = "|".join("[_-]?".join(key) for key in sorted(_BLANKED, reverse=True))

# Repetitions are bounded or cannot fail: hostile text takes linear time.
_EMAIL = re.compile(
    r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}(?:xn--[\w-]{2,59}|[^\W\d_]{2,63})"
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|[01]?\d?\d)"
_IPV4 = re.compile(  # but not the "120.0.0.0" of a browser
    rf"(?<![\d.vV])(?!\d+\.0\.0\.0(?!\d)){_OCTET}(?:\.{_OCTET})"
    r"{3}(?!\d|\.\d)"
)
_IPV6 = re.compile(
    r"(?i)(?<![0-9a-f])(?:[0-9a-f]{1,4}:|:(?=:))(?:[0-9a-f]{0,4}:){1,7}[0-9a-f]{0,4}(?!\w)"
)
_PHONE = re.compile(
    r"""(?ix)
    (?P<word>\b(?:tel(?:ephone|efon)?|phone|mobile?|cell|fax|whatsapp)
        (?:[ _-]?(?:no|nr|number))?[\s.:='"]{1,4})
        [+(]{0,2}\d(?:[\s()./-]{0,2}\d){6,14}                     # phone: 612 345 678
    | (?:(?<![\w.-])|(?<=\\[nrt]))  # a number starts here; in a repr, after \n
      (?: \+[1-9](?:[\s()./+-]{0,3}\d){7,14}(?!\d)                # +49 (0)151 2345-6789
        | 00[1-9]\d?\d?[\s./-](?:[\s()./-]{0,2}\d){6,12}(?!\d)    # 0044 7700 900123
        | (?<!\+)(?: 00[1-9]\d{10,12} | 0[1-9]\d{8,10}                   # 07700900123
            | \(0\d{1,4}\)[\s./-]{0,2}\d{4,9}                     # (030) 1234567
            | \(\d{2,5}\)[\s.-]{0,2}\d{3,5}(?:[\s.-]\d{2,4}){1,2} # (555) 123-4567
            | (?:1[ .-])?\d{3}(?P<gap>[ .-])\d{3,4}(?P=gap)\d{4}  # 555-123-4567
            | (?!\d\d[./-]\d\d[./-](?:19|20)\d\d)                 # 06 12 34 56 78
              (?=(?:[\s./-]{0,2}\d){9})                           # ... but no date
              0[1-9]\d{0,4}[\s./-]{1,2}\d{2,8}(?:[\s.-]\d{2,5}){0,4}
          )(?![^\Wx]|-\w|\.\d))  # "x" begins an extension
    """
)
_SQL_PARAMETERS = re.compile(r"\[parameters: .*")  # row values, in SQLAlchemy's errors
_KEY_VALUE = re.compile(
    rf"(?isx)(?P<key>(?:(?<![\w\\-])|(?<=\\[nrt]))(?:{_ANY_KEY})"
    r"""(?:\\?['")\]]){0,2}\s{0,3}[=:]\s{0,3})
    (?: \\(?P<quote>['"]).*?(?:\\(?P=quote)|$)  # a quoted text inside a quoted text
      | '(?:[^'\\]|\\.)*(?:'|\\?$) | "(?:[^"\\]|\\.)*(?:"|\\?$)
      | \[\w+\] | \([^)]*\)?                    # replaced above; Key (email)=(...)
      | (?:(?:basic|bearer)\s)?[^\s,;&)}\]]+(?-i:[ ][^\W\d_a-z][\w'-]*){0,3}
    )"""
)

# What the SDK writes itself and Sentry needs as it is: a timestamp can look like a
# phone number, a release like an IP address.
_IDS = frozenset(
    {"parent_span_id", "span_id", "start_timestamp", "timestamp", "trace_id"}
)
_FRAME = frozenset({"abs_path", "filename", "function", "module"})
_VERSION = frozenset({"build", "name", "version"})
_KEPT = {
    "event": _IDS
    | {"debug_meta", "dist", "environment", "event_id", "level", "measurements"}
    | {"modules", "platform", "release", "sdk", "transaction_info", "type"},
    "event.breadcrumbs.values": _IDS,
    "event.contexts.os": _VERSION,
    "event.contexts.runtime": _VERSION,
    "event.contexts.trace": _IDS,
    "event.contexts.trace.dynamic_sampling_context": _IDS | {"public_key", "release"},
    "event.exception.values.stacktrace.frames": _FRAME,
    "event.spans": _IDS,
    "event.threads.values.stacktrace.frames": _FRAME,
}


def _scrub_pii(event: Event, hint: Hint) -> Event | None:
    """Return a copy of an error or a transaction that holds no personal data."""
    if _is_expected(hint):
        return None
    with suppress(Exception):
        return cast("Event", _scrub(event, "event"))
    # It failed, and nothing may leave that was not looked at. Of an error the shell
    # does, so that the gap is seen; a transaction is nothing without its spans.
    if event.get("type") == "transaction":
        return None
    shell = {key: value for key, value in event.items() if key in _KEPT["event"]}
    return cast("Event", {**shell, "message": "Withheld: it could not be scrubbed"})


def _is_expected(hint: Hint) -> bool:
    """Tell an HTTP error below 500: some extensions report an `abort(403)` as well."""
    error = (hint.get("exc_info") or (None, None, None))[1]
    if not isinstance(error, HTTPException):
        return False
    code = error.code or getattr(error.response, "status_code", None)  # abort(response)
    return isinstance(code, int) and code < 500


def _scrub_breadcrumb(
    crumb: dict[str, object], _hint: dict[str, object]
) -> dict[str, object] | None:
    """Scrub the text at hand; `_scrub_pii` sees nested values, once serialised."""
    with suppress(Exception):
        data = crumb.get("data")
        if isinstance(data, dict):
            # A copy: the SDK goes on to blank secrets in this very object.
            crumb = {**crumb, "data": {k: _scrub_flat(k, v) for k, v in data.items()}}
        return {key: _scrub_flat(key, value) for key, value in crumb.items()}
    return None


def _scrub_flat(key: object, value: object) -> object:
    if _is_blanked(key):
        return FILTERED
    return _scrub_text(value) if isinstance(value, str) else value


def _scrub(value: object, path: str) -> object:
    """Rebuild a serialised value; `path` is made of the keys that lead to it."""
    if isinstance(value, str):
        code = path.endswith((".context_line", ".pre_context", ".post_context"))
        return _scrub_text(value, code=code)
    if isinstance(value, (list, tuple)):
        if len(value) == 2 and _is_blanked(value[0]):  # a pair, as in a list of headers
            return [value[0], FILTERED]
        return [_scrub(item, path) for item in value]
    if not isinstance(value, dict):
        return value
    scrubbed: dict[str, object] = {}
    for key, item in value.items():
        if key in _KEPT.get(path, ()):
            scrubbed[key] = item
        elif _is_dropped(key, value, path):
            continue
        elif _is_blanked(key) and path != "event":
            scrubbed[key] = FILTERED
        else:
            scrubbed[_scrub_text(key)] = _scrub(item, f"{path}.{key}")
    return scrubbed


def _is_dropped(key: str, parent: dict[str, object], path: str) -> bool:
    if path == "event":
        return key == "_meta"  # it repeats keys, and a key can be somebody's address
    if path == "event.user":
        return key not in USER_FIELDS
    # Locals of a library are whole requests, rows and statements.
    return key == "vars" and parent.get("in_app") is False


def _is_blanked(key: object) -> bool:
    if not isinstance(key, str):
        return False
    last = key.rstrip("]").replace("[", ".").rsplit(".", 1)[-1]  # "user[full_name]"
    return _normalised(key) in _BLANKED or _normalised(last) in _BLANKED


def _scrub_text(text: str, *, code: bool = False) -> str:
    """Replace personal data in a text. In source code, `email=email` holds none."""
    if len(text) > _MAX_TEXT:
        return _scrub_text(text[:_MAX_TEXT], code=code)[:-_CUT_MARGIN] + "..."
    plain = text
    for _ in range(3):  # a URL inside a URL is encoded twice
        if "%" not in plain:
            break
        plain = unquote(plain)
    scrubbed = _EMAIL.sub("[email]", plain)
    scrubbed = _IPV6.sub(_ipv6, _IPV4.sub("[ip]", scrubbed))
    scrubbed = _PHONE.sub(lambda match: f"{match['word'] or ''}[phone]", scrubbed)
    scrubbed = _SQL_PARAMETERS.sub(f"[parameters: {FILTERED}]", scrubbed)
    if not code:
        scrubbed = _KEY_VALUE.sub(rf"\g<key>{FILTERED}", scrubbed)
    return text if scrubbed == plain else scrubbed  # no find: keep the encoding


def _ipv6(match: re.Match[str]) -> str:
    """Replace an address, but no time (10:57:30), slice (`[::2]`) or `Abc::Def`."""
    text = match[0]
    address = text[:-1] if text.endswith(":") and not text.endswith("::") else text
    try:
        ipaddress.IPv6Address(address)
    except ValueError:
        return text
    if len(address) < len("fe80::1") or not re.search(r"[0-9]", address):
        return text
    return "[ip]" + text[len(address) :]
