"""Markers that nothing could have been tuned to: what is private, and what is useful, from a seed.

    python3 markers.py make FILE [SEED]    writes them as JSON, and prints the seed
    python3 markers.py check FILE LOG      fails where something private is in the envelopes of LOG,
                                           a JSON list, or where something useful is not

The seed is SEED of the environment, or another one each time. Tests of all languages read the file:
`private` has a `kind`, a `value` and, where only a key tells that it is private, that `key`; `useful` is
text that has to arrive as it is; each of the `batches` holds some of both in the forms in which an SDK
comes by them. NAME stands for a field that the app's models have.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, unquote_plus, urlencode

DIGITS, UPPER, LOWER = "0123456789", "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
HEX, ALNUM = "0123456789abcdef", LOWER + UPPER + DIGITS
NAME = "full_name"


def new_seed() -> int:
    """Another one each time, unless the environment names one."""
    return int(os.environ.get("SEED") or time.time_ns() % 1_000_000_000)


def make(seed: int, private: int = 640, useful: int = 200, batches: int = 19) -> dict[str, Any]:
    """As many markers as asked for, all kinds in turn."""
    maker = _Maker(random.Random(seed))
    kinds = [*maker.shapes.items(), *maker.keyed.items()]
    found = [{"kind": name, **make()} for name, make in _in_turn(kinds, private)]
    plain = [make() for _, make in _in_turn(list(maker.useful.items()), useful)]
    # A batch has all kinds, as their number and that of the batches have no common factor.
    parts = [maker.batch(found[at::batches], plain[at::batches]) for at in range(batches)]
    numbers = [{"kind": "number", "value": str(number)} for part in parts for number in part["numbers"].values()]
    found += numbers
    return {"seed": seed, "private": found, "useful": plain, "batches": parts}


def arrived(markers: dict[str, Any], received: list[Any]) -> list[str]:
    """Which private values are anywhere in what was received, whole or all but their beginning."""
    seen = set(_strings(received))
    seen |= {unquote(text) for text in seen if "%" in text} | {unquote_plus(text) for text in seen if "+" in text}
    # What a text quotes is quoted twice.
    seen |= {re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text) for text in seen if "\\u" in text}
    everything = "\n".join(sorted(seen))
    return [
        f"{marker['kind']} {marker.get('key', '')} {marker['value']!r}: {_around(everything, part)}"
        for marker in markers["private"]
        for part in [marker["value"][-9:]]
        if len(part) > 5 and part in everything
    ]


def missing(markers: dict[str, Any], received: list[Any]) -> list[str]:
    """Which useful values did not arrive."""
    everything = "\n".join(sorted(set(_strings(received))))
    return [text for text in markers["useful"] if text not in everything]


def _around(text: str, part: str) -> str:
    at = text.index(part)
    return text[max(0, at - 60) : at + len(part) + 20].replace("\n", "|")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    else:
        yield str(value)


def _in_turn(kinds: list[tuple[str, Callable]], count: int) -> list[tuple[str, Callable]]:
    return [kinds[at % len(kinds)] for at in range(count)]


# Country code, how numbers begin, how many digits follow, and whether a 0 stands before them at home.
COUNTRIES = {
    "Australia": ("61", ("4",), 8, True),
    "Brazil": ("55", ("119", "219"), 8, False),
    "China": ("86", ("138", "159"), 8, False),
    "France": ("33", ("6", "7", "1"), 8, True),
    "Germany": ("49", ("151", "170", "30"), 7, True),
    "India": ("91", ("98", "70"), 8, False),
    "Italy": ("39", ("32", "34"), 8, False),
    "Japan": ("81", ("90", "80"), 8, True),
    "Mexico": ("52", ("55", "33"), 8, False),
    "Poland": ("48", ("50", "60"), 7, False),
    "Russia": ("7", ("495", "916"), 7, False),
    "South Africa": ("27", ("82", "71"), 7, True),
    "Spain": ("34", ("61", "91"), 7, False),
    "Sweden": ("46", ("70", "73"), 7, True),
    "Switzerland": ("41", ("79", "44"), 7, True),
    "Turkey": ("90", ("53", "21"), 8, True),
    "United Kingdom": ("44", ("77", "79"), 8, True),
    "United States": ("1", ("202", "415"), 7, False),
}
# What stands behind the check digits: a pattern of d(igits), l(etters) and c(haracters of either kind).
IBANS = {
    "AT": "d16", "BE": "d12", "CH": "d17", "DE": "d18", "ES": "d20", "FR": "d10c11d2", "GB": "l4d14", "IE": "l4d14",
    "IT": "l1d10c12", "NL": "l4d10", "NO": "d11", "PL": "d24", "PT": "d21", "SE": "d20",
}  # fmt: skip
CARDS = {"4": 16, "51": 16, "2345": 16, "37": 15, "36": 14, "3528": 16, "6011": 16, "62": 16}
TOKENS = (
    "sk_live_ a24", "rk_test_ a24", "AKIA u16", "ghp_ a36", "gho_ a36", "github_pat_ a40", "glpat- a20", "xoxb- d12a12",
    "npm_ a36", "AIza a35", "shpat_ h32", "SG. a22 . a43", "whsec_ a32", "sk- a32", "sntrys_ a40", "pypi- a80",
)  # fmt: skip


class _Maker:
    def __init__(self, dice: random.Random) -> None:
        self.dice, self.one = dice, dice.choice
        self.shapes = {
            "email": lambda: {"value": self.email()},
            "phone": lambda: {"value": self.phone()},
            "card": lambda: {"value": self.card()},
            "iban": lambda: {"value": self.iban()},
            "token": lambda: {"value": self.token()},
            "jwt": lambda: {"value": f"eyJ{self.many(ALNUM, 20)}.eyJ{self.many(ALNUM, 30)}.{self.many(ALNUM, 40)}"},
            "ipv4": lambda: {"value": ".".join(str(self.dice.randint(11, 254)) for _ in range(4))},
            "ipv6": lambda: {"value": self.ipv6()},
            "id": lambda: {"value": self.id()},
        }
        self.keyed = {
            "secret": lambda: {"key": self.key("password", "secret", "token", "passwd"), "value": self.secret()},
            "field": lambda: {"key": self.key("email", "phone", "iban", "ssn"), "value": self.secret()},
            "name": lambda: {"key": self.key(NAME), "value": self.name()},
            "called": lambda: {"key": self.one(("phone", "mobile", "tel", "fax")), "value": self.national()},
            "payment": lambda: {"key": self.one(("cvc", "card_number", "passport", "cardholder")), "value": self.secret()},
        }
        self.useful = {
            "order": lambda: f"ORD-{self.dice.randint(2019, 2031)}-{self.many(DIGITS, 6)}",
            "uuid": lambda: "-".join(self.many(HEX, size) for size in (8, 4, 4, 4, 12)),
            "hash": lambda: self.many(HEX, self.one((40, 64))),
            "milliseconds": lambda: str(self.dice.randint(1_600_000_000_000, 1_899_999_999_999)),
            "version": lambda: f"{self.word()}@{self.dice.randint(0, 30)}.{self.dice.randint(0, 30)}.{self.many(DIGITS, 2)}",
            "time": lambda: f"20{self.dice.randint(10, 40)}-11-{self.dice.randint(10, 28)}T10:57:30.{self.many(DIGITS, 6)}Z",
            "date": lambda: f"{self.dice.randint(10, 28)}.11.20{self.dice.randint(10, 40)} 10:57",
            "amount": lambda: f"{self.dice.randint(1, 999)},{self.many(DIGITS, 3)}.{self.many(DIGITS, 2)} EUR",
            "path": lambda: f"/srv/{self.word()}/{self.word()}.py:{self.dice.randint(1, 900)}",
            "sentence": lambda: f"{self.word()} refused: {self.word()} is {self.one(('null', 'true', 'closed', '12'))}",
            "trace": lambda: f"00-{self.many(HEX, 32)}-{self.many(HEX, 16)}-01",
            "port": lambda: f"localhost:{self.dice.randint(1024, 65535)}",
            "sql": lambda: f"SELECT id FROM {self.word()} WHERE {self.word()} = %s LIMIT {self.dice.randint(1, 500)}",
        }

    def batch(self, private: list[dict[str, str]], useful: list[str]) -> dict[str, Any]:
        """Texts, data, a path, a query and headers that hold these markers."""
        fields = [(marker.get("key") or self.word(), marker["value"]) for marker in private]
        known = dict(fields)
        return {
            "texts": [self.text(marker) for marker in private] + [f"{self.word()} {text}" for text in useful],
            "fields": {**known, **{self.word(): text for text in useful}},
            "nested": {self.word(): [{key: value} for key, value in fields], "list": [[value] for value in self.bare(private)]},
            "pairs": [[key, value] for key, value in fields],
            "json": json.dumps(known, ensure_ascii=self.one((True, False))),
            "numbers": {self.one(("phone", "mobile", "tel")): int("6" + self.many("23456789", 8)), self.word(): int(self.card_number())},
            "path": "/".join(f"{self.word()}/{quote(value, safe='')}" for value in self.bare(private) if "_" not in value),
            "query": urlencode(fields),
            "headers": {self.header(key): value for key, value in fields if value.isascii()},
        }

    def header(self, key: str) -> str:
        words = re.findall("[A-Z]?[a-z]+", key.removeprefix("X-"))
        return "-".join(["X", *(word.title() for word in words)])

    def bare(self, private: list[dict[str, str]]) -> list[str]:
        """What is private wherever it stands."""
        return [marker["value"] for marker in private if "key" not in marker]

    def text(self, marker: dict[str, str]) -> str:
        key, value = marker.get("key"), marker["value"]
        if marker["kind"] == "called":
            return f"{self.word()} {self.one(('phone', 'Tel.', 'mobile', 'fax'))} {value} {self.word()}"
        if not key:
            return self.one(("{1} {0}, {2}", "{1}: {0}.", "{1} ({0}) {2}", "{1}\n{0}\n{2}", "'{0}' {1}", "{1}={0}&{2}=1")).format(
                value, self.word(), self.word()
            )
        forms = ["{0}={1}", "{0}: {1}; {2}", "{2} {0}='{1}', {2}=1", "<{0}>{1}</{0}>", "('{0}', '{1}')", '{{"{0}": "{1}", "{2}": 1}}']
        return f"{self.word()} " + self.one(forms if "'" not in value else [forms[0], forms[-1]]).format(key, value, self.word())

    def many(self, chars: str, count: int) -> str:
        return "".join(self.one(chars) for _ in range(count))

    def word(self) -> str:
        """Letters that no word of a key and no hexadecimal number is made of."""
        return self.many("bgklmrvwz", 1) + "".join(self.one("aou") + self.one("bgklmrvwz") for _ in range(3))

    def secret(self) -> str:
        return self.word() + self.many(DIGITS, 3) + self.word()

    def name(self) -> str:
        first, last = self.word() + self.one(("", "é", "ü", "ø")), self.word() + self.one(("", "-" + self.word().title(), "'s"))
        return f"{first.title()} {last[0].upper()}{last[1:]}"

    def key(self, *fields: str) -> str:
        words = [self.word(), *self.one(fields).split("_")]
        return self.one(
            (
                "_".join(words),
                words[0] + "".join(word.title() for word in words[1:]),
                "X-" + "-".join(word.title() for word in words),
                "_".join(words[1:]),
            )
        )

    def email(self) -> str:
        local = self.one((self.word(), f"{self.word()}.{self.word()}", f"{self.word()}+{self.word()}", f"jö{self.word()}"))
        return f"{local}@{self.word()}.{self.one(('example', 'co.uk', 'museum', 'рф', 'de'))}"

    def phone(self) -> str:
        """As it is written everywhere, or at home where a shape tells it."""
        code, starts, length, zero = COUNTRIES[self.one(sorted(COUNTRIES))]
        start, rest = self.one(starts), self.many("23456789", length)
        groups = [start, rest[:3], rest[3:]] if self.one((True, False)) else [start, rest[:4], rest[4:]]
        gap = self.one((" ", "-", "."))
        if code == "1" and self.one((True, False)):
            return self.one((f"({start}) {rest[:3]}-{rest[3:]}", f"{start}-{rest[:3]}-{rest[3:]}", f"{start}.{rest[:3]}.{rest[3:]}"))
        if zero and self.one((True, False)):
            return self.one((f"0{start} {rest}", f"0{gap.join(groups)}", f"0{start}{rest}", f"(0{start}) {rest}"))
        return self.one((f"+{code} {gap.join(groups)}", f"+{code}{start}{rest}", f"00{code} {' '.join(groups)}"))

    def national(self) -> str:
        """As it is written at home, where only what stands before it tells."""
        return self.one(("6", "7", "9")) + self.one(("{} {} {}", "{}{}{}", "{}-{}-{}")).format(
            self.many("23456789", 2), self.many("23456789", 3), self.many("23456789", 3)
        )

    def card_number(self) -> str:
        start = self.one(sorted(CARDS))
        number = start + self.many(DIGITS, CARDS[start] - len(start) - 1)
        return number + next(last for last in DIGITS if _luhn(number + last))

    def card(self) -> str:
        number = self.card_number()
        sizes = (4, 6, 5) if len(number) == 15 else (4, 6, 4) if len(number) == 14 else (4, 4, 4, 4)
        return self.one((number, _grouped(number, sizes, " "), _grouped(number, sizes, "-")))

    def iban(self) -> str:
        country = self.one(sorted(IBANS))
        rest, form = "", IBANS[country].replace("d", " d").replace("l", " l").replace("c", " c")
        for part in form.split():
            rest += self.many({"d": DIGITS, "l": UPPER, "c": UPPER + DIGITS}[part[0]], int(part[1:]))
        number = "".join(str(int(char, 36)) for char in f"{rest}{country}00")
        iban = f"{country}{98 - int(number) % 97:02}{rest}"
        return self.one((iban, " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))))

    def token(self) -> str:
        chars = {"a": ALNUM, "u": UPPER + "234567", "h": HEX, "d": DIGITS}
        text = ""
        for part in self.one(TOKENS).split():
            if part[-1].isdigit() and part[0] in chars and part.strip("aduh0123456789") == "":
                for size in part.replace("a", " a").replace("u", " u").replace("h", " h").replace("d", " d").split():
                    text += self.many(chars[size[0]], int(size[1:]))
            else:
                text += part
        return text

    def ipv6(self) -> str:
        parts = [self.many("123456789abcdef", 1) + self.many(HEX, 3) for _ in range(8)]
        return self.one((":".join(parts), ":".join(parts[:3]) + "::" + ":".join(parts[5:]), f"{parts[0]}::{parts[1]}"))

    def id(self) -> str:
        """A national number that its own check digits prove: of Sweden, Brazil, France or Belgium."""
        born = (self.dice.randint(40, 99), self.dice.randint(1, 12), self.dice.randint(1, 28))
        day = "{:02}{:02}{:02}".format(*born)
        country = self.dice.randrange(4)
        if country == 0:
            number = day + self.many(DIGITS, 3)
            number += next(last for last in DIGITS if _luhn(number + last))
            return f"{self.one(('', '19'))}{number[:6]}-{number[6:]}"
        if country == 1:
            number = self.many("123456789", 9)
            for size in (10, 11):
                total = sum(int(digit) * (size - at) for at, digit in enumerate(number))
                number += str(total * 10 % 11 % 10)
            return f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"
        if country == 2:
            number = f"{self.one('12')}{born[0]:02}{born[1]:02}{self.dice.randint(10, 95)}{self.many(DIGITS, 6)}"
            return _grouped(f"{number}{97 - int(number) % 97:02}", (1, 2, 2, 2, 3, 3, 2), self.one((" ", "")))
        number = day + self.many(DIGITS, 3)
        return f"{day[:2]}.{day[2:4]}.{day[4:]}-{number[6:]}.{97 - int(number) % 97:02}"


def _grouped(number: str, sizes: tuple[int, ...], gap: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return gap.join(parts)


def _luhn(number: str) -> bool:
    doubled = [sum(divmod(int(digit) * 2, 10)) for digit in number[-2::-2]]
    return (sum(doubled) + sum(map(int, number[::-2]))) % 10 == 0


def _main(command: str, file: str, other: str = "") -> None:
    if command == "make":
        seed = int(other or new_seed())
        Path(file).write_text(json.dumps(make(seed), ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"SEED={seed}")
        return
    markers = json.loads(Path(file).read_text(encoding="utf-8"))
    received = [_parsed(line) for envelope in json.loads(Path(other).read_text()) for line in envelope.split("\n")]
    leaks, lost = arrived(markers, received), missing(markers, received)
    for line in [*leaks[:20], *(f"missing: {text}" for text in lost[:20])]:
        print(line)
    counts = f"{len(markers['private'])} private and {len(markers['useful'])} useful markers"
    print(f"SEED={markers['seed']}: of {counts} {len(leaks)} arrived and {len(lost)} are missing")
    sys.exit(1 if leaks or lost else 0)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return line


if __name__ == "__main__":
    _main(*sys.argv[1:])
