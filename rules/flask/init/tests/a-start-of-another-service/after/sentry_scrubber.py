"""Keep personal data out of Sentry.

`_scrub_pii` is the last to see an event or a transaction before it is sent. It blanks
the values of known keys (`PII_FIELDS`, and those of secrets, payment and identity) and
replaces e-mail addresses, phone, card and account numbers, tokens and IP addresses in
every other text.

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
    from collections.abc import Callable

    from sentry_sdk.types import Event, Hint

# Case, "_" and "-" do not count: "full_name" also means "fullName" and "Full-Name".
PII_FIELDS = frozenset(
    {
        "date_of_birth",  # date of birth
        "email",  # e-mail address
        "first_name",  # name
        "full_name",  # name
        "ip_address",  # IP address
        "last_name",  # name
        "phone",  # phone number
    }
)
# Keys of secrets, payment and identity, beside those the SDK lists.
_SECRETS = """
access_token account_number api_key auth authorization bank_account bearer card
card_holder card_number cardholder cc_number client_secret cookie cookies
credentials credit_card credit_card_number csrf csrf_token cvc cvc2 cvv cvv2
debit_card driver_license iban id_token jwt national_id passport passport_number
passwd password private_key proxy_authorization pwd refresh_token routing_number
secret security_code session session_id session_token set_cookie sid
social_security_number sort_code ssn tax_id token x_api_key x_forwarded_for
x_real_ip
"""
USER_FIELDS = frozenset({"id", "workspace_id"})  # all that is sent about a user
FILTERED = "[Filtered]"
# Longer text is cut: scrubbing happens in the thread that answers the request. The
# margin is what a cut can leave of an address.
_MAX_TEXT, _CUT_MARGIN = 20_000, 320
_OPEN, _CLOSE = "\ue000", "\ue001"  # no text has these characters for private use


def _normalised(key: str) -> str:
    return "".join(char for char in key.casefold() if char.isalnum())


_BLANKED = frozenset(
    map(_normalised, [*PII_FIELDS, *_SECRETS.split(), *DEFAULT_DENYLIST])
)
_ANY_KEY = "|".join("[_-]?".join(key) for key in sorted(_BLANKED, reverse=True))

# What a library says of itself under such a key is nobody's: `thread.name`.
_TECHNICAL = re.compile(
    r"(app|browser|code|culture|device|faas|host|os|otel|process|runtime|sentry|server"
    r"|service|thread)\."
)

# Repetitions are bounded or cannot fail: hostile text takes linear time.
_TOKEN = re.compile(
    r"""(?x)(?P<before>^|[^\w-]|\\[nrt])
    (?: eyJ[\w-]{8,9000}\.[\w-]{8,9000}(?:\.[\w-]{0,9000})?
      | [rs]k_(?:live|test)_\w{8,250}
      | whsec_[\w+/=]{16,250}
      | A[KS]IA[0-9A-Z]{16}
      | gh[oprsu]_\w{20,255}
      | github_pat_\w{20,255}
      | glpat-[\w-]{20,250}
      | xox[abeoprs]-[\w-]{10,250}
      | sk-[\w-]{20,250}
      | AIza[\w-]{35}
      | npm_\w{36}
      | SG\.[\w-]{16,64}\.[\w-]{16,64}
      | -----BEGIN[A-Z\s]{0,40}PRIVATE\sKEY-----[^-]{0,9000})
    """
)
_DIGITS = re.compile(r"[0-9](?:[ +-]?[0-9]){12,}")  # cards; a "+" is a blank in a URL
_GROUP = re.compile(r"[ +-]?([0-9]+)")
_GROUPS = re.compile(r"[0-9]{4,}(?:([ +-])[0-9]{3,}(?:\1[0-9]{3,})*)?")
_ISSUED = re.compile(
    r"""(?x)4[0-9]{12}(?:[0-9]{3}){0,2}
    | (?:5[1-5]|2[2-7])[0-9]{14}
    | 3[47][0-9]{13}
    | 3(?:0[0-5]|[689][0-9])[0-9]{11}
    | 35[0-9]{14}
    | (?:5[0678]|6[0-57])[0-9]{14,17}
    """
)
_IBAN = re.compile(
    r"""(?x)(?P<before>^|\W|\\[nrt])
    (?P<iban>[A-Z]{2}[0-9]{2}(?:[ +-]?[0-9A-Z]){11,30}
      | [a-z]{2}[0-9]{2}(?:[ +-]?[0-9]){11,30})
    """
)
# What a number does not begin behind, nor end before: it would be a part of something.
_JOINED_BEFORE = re.compile(r"(?:^|[^\\])[^\W_]$|\d\.$|\w-$")
_JOINED_BEHIND = re.compile(r"[^\W_]|-\w|\.\d")
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
_KEY_VALUE = re.compile(  # but no parameter of a statement: `email = %(email)s`
    rf"(?isx)(?P<key>(?:(?<![\w\\-])|(?<=\\[nrt]))(?:{_ANY_KEY})"
    r"""(?:\\?['")\]]){0,2}\s{0,3}[=:]\s{0,3})
    (?!\?|%s|%\(|\$\d|:\w)
    (?: \\(?P<quote>['"]).*?(?:\\(?P=quote)|$)  # a quoted text inside a quoted text
      | '(?:[^'\\]|\\.)*(?:'|\\?$) | "(?:[^"\\]|\\.)*(?:"|\\?$)
      | \([^)]*\)?                             # Key (email)=(...)
      | (?:(?:basic|bearer)\s)?[^\s,;&)}\]]+(?-i:[ ][^\W\d_a-z][\w'-]*){0,3}
    )"""
)

# What the SDK writes itself and Sentry needs as it is: a timestamp can look like a
# phone number, a release like an IP address.
_IDS = frozenset(
    {"parent_span_id", "span_id", "start_timestamp", "timestamp", "trace_id"}
)
_FRAME = frozenset({"abs_path", "filename", "function", "module"})
_FILES = frozenset({"abs_path", "filename"})
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
    return value if isinstance(value, (dict, list, tuple)) else _scrub(value, "")


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
        is_card = type(value) is int and _is_card(str(value))
        return "[card]" if is_card else value
    scrubbed: dict[str, object] = {}
    for key, item in value.items():
        if key in _KEPT.get(path, ()):
            scrubbed[key] = _without_query(item) if key in _FILES else item
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


def _without_query(name: object) -> object:
    """Cut the query that a file name can have where it is an address."""
    return re.split(r"[?#]", name, maxsplit=1)[0] if isinstance(name, str) else name


def _is_blanked(key: object) -> bool:
    if not isinstance(key, str) or _TECHNICAL.match(key):
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
    scrubbed = _TOKEN.sub(rf"\g<before>{_mark('token')}", plain)
    scrubbed = _EMAIL.sub(_mark("email"), scrubbed)
    scrubbed = _DIGITS.sub(_cards, _IBAN.sub(_iban, scrubbed))
    scrubbed = _IPV6.sub(_ipv6, _IPV4.sub(_mark("ip"), scrubbed))
    scrubbed = _PHONE.sub(rf"\g<word>{_mark('phone')}", scrubbed)
    scrubbed = _SQL_PARAMETERS.sub(f"[parameters: {FILTERED}]", scrubbed)
    if not code:
        scrubbed = _KEY_VALUE.sub(rf"\g<key>{FILTERED}", scrubbed)
    if scrubbed == plain:
        return text  # no find: keep the encoding
    return scrubbed.replace(_OPEN, "[").replace(_CLOSE, "]")


def _mark(kind: str) -> str:
    """Mark a find so that it is no key and no value while others are looked for."""
    return f"{_OPEN}{kind}{_CLOSE}"


def _cards(match: re.Match[str]) -> str:
    """Replace the card numbers in a run of digits; other numbers may stand beside."""
    text, kept, done = match.string, "", 0
    for group in _GROUP.finditer(text, *match.span()):
        at = group.start(1)
        if at < done:  # it belongs to the card before
            continue
        like = _GROUPS.match(text, at, at + 37)
        if like and not _JOINED_BEFORE.search(text[max(0, at - 2) : at]):
            done = _end(text, at, like.end(), _is_card)
        kept += text[group.start() : at] + (_mark("card") if at < done else group[1])
    return kept


def _is_card(text: str) -> bool:
    """Tell by the issuer and by the last digit, the check of the others."""
    digits = re.sub("[ +-]", "", text)
    if not _ISSUED.fullmatch(digits):
        return False
    doubled = ["0246813579"[int(digit)] for digit in digits[-2::-2]]
    return sum(map(int, [*doubled, *digits[::-2]])) % 10 == 0


def _iban(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span("iban")
    done = _end(text, start, end, _is_iban)
    return match["before"] + _mark("iban") + text[done:end] if done else match[0]


def _is_iban(text: str) -> bool:
    """Tell by the number that the letters, too, make up: 1 modulo 97."""
    plain = re.sub("[ +-]", "", text)
    number = "".join(str(int(char, 36)) for char in plain[4:] + plain[:4])
    enough = len(plain) >= 15 and sum(map(str.isdigit, plain)) > 9
    return enough and int(number) % 97 == 1


def _end(text: str, start: int, end: int, check: Callable[[str], bool]) -> int:
    """Find where the longest number ends that passes the check; 0 is nowhere."""
    for at in range(end, start + 12, -1):
        if not _JOINED_BEHIND.match(text, at) and check(text[start:at]):
            return at
    return 0


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
    return _mark("ip") + text[len(address) :]
