#!/usr/bin/env bash
# What a plan costs beside `rg -F 'Flask('` over the same files, in CPU seconds and memory.
#
#     benches/ratio.sh [FILES]
#
# Makes a tree of FILES files (30,000) under a temporary folder: one in five Python, the rest TypeScript,
# JSON and Markdown of the sizes such files have. One Python file in ten uses the framework, one in two
# hundred holds the literal that makes the tool parse it, and one builds an app.
# Prints ratios; a machine's speed is no result. Needs rg, git and GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
files=${1:-30000}
cargo build --release --quiet
tool=$PWD/target/release/sentry-retrofit
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

python3 - "$tree" "$files" <<'PY'
import pathlib, random, sys

root, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
random.seed(7)
WORDS = "order invoice user stock shelf label route total cache queue token event price basket".split()

def python(n):
    lines = ["import os", "from dataclasses import dataclass", ""]
    if n % 50 == 0:
        lines.insert(0, "from flask import Blueprint, current_app")
    if n % 1000 == 0:
        lines.append("# the app is built by Flask(__name__), see api/shop")
    for _ in range(random.randint(4, 30)):
        a, b = random.choices(WORDS, k=2)
        lines += [f"def {a}_{b}({a}, {b}=None):", f'    """{a} of a {b}."""', f"    if {b} is None:", f"        return os.environ.get('{a.upper()}')", f"    return [{a} for _ in {b}]", "", ""]
    return "\n".join(lines)

def script(n):
    lines = ["import { useState } from 'react'"]
    for _ in range(random.randint(4, 30)):
        a, b = random.choices(WORDS, k=2)
        lines += [f"export function {a}{b.title()}({a}: string, {b}?: number) {{", f"  return {b} ? {a}.repeat({b}) : {a}", "}", ""]
    return "\n".join(lines)

def text(n):
    return "\n".join(" ".join(random.choices(WORDS, k=12)) for _ in range(random.randint(5, 60)))

KINDS = [("py", python), ("ts", script), ("tsx", script), ("md", text), ("json", lambda n: '{"a": "%s"}' % text(n).replace("\n", " "))]
for n in range(count):
    suffix, make = KINDS[n % len(KINDS)]
    folder = root / f"area{n % 40}" / random.choice(WORDS) / random.choice(WORDS)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{random.choice(WORDS)}{n}.{suffix}").write_text(make(n) + "\n")
app = root / "api" / "shop"
app.mkdir(parents=True)
(root / "api" / "requirements.txt").write_text("flask==3.1.0\nsqlalchemy==2.0.0\n")
(app / "__init__.py").write_text("from flask import Flask\n\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n")
PY
git -C "$tree" init -q
git -C "$tree" add -A
git -C "$tree" -c user.name=bench -c user.email=bench@example.org commit -q -m tree

cpu() { # seconds of CPU of the best of five runs
    for _ in 1 2 3 4 5; do
        /usr/bin/env time -f '%U %S' -o "$tree/.git/time" "$@" >/dev/null 2>&1 || true
        awk '{ print $1 + $2 }' "$tree/.git/time"
    done | sort -n | head -n 1
}
cd "$tree"
plan=$(cpu "$tool" plan -q .)
search=$(cpu rg -F 'Flask(' -c .)
/usr/bin/env time -f '%M' -o "$tree/.git/memory" "$tool" plan -q . >/dev/null
awk -v plan="$plan" -v search="$search" -v files="$files" -v memory="$(cat "$tree/.git/memory")" 'BEGIN {
    printf "%d files: plan %.2f s, rg %.2f s of CPU: ratio %.2f; %d MB\n", files, plan, search, plan / search, memory / 1024
}'
