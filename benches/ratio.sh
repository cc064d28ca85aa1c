#!/usr/bin/env bash
# What a plan costs beside `rg -F 'Flask('` over the same files and beside `node -e 0`, in CPU seconds and memory.
#
#     benches/ratio.sh [FILES]
#
# Makes a tree of FILES files (30,000) under a temporary folder: one in five Python, the rest TypeScript,
# JSON and Markdown of the sizes such files have. One Python file in ten uses the framework, one in two
# hundred names it, and one builds an app. The same files are planned as they are, and below a Flask
# project, a Next.js app and an Expo app at their root; then a small repository with everything, and an empty one.
# Prints a table of ratios; a machine's speed is no result. Needs rg, node, git and GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
files=${1:-30000}
cargo build --release --quiet
tool=$PWD/target/release/sentry-retrofit
fixture=$PWD/fixtures/full-stack
work=$(mktemp -d)
tree=$work/tree
mkdir "$tree"
trap 'rm -rf "$work"' EXIT

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

commit() { # a folder as a repository
    git -C "$1" init -q
    git -C "$1" add -A
    git -C "$1" -c user.name=bench -c user.email=bench@example.org commit -q --allow-empty -m tree
}
cpu() { # seconds of CPU of the best of five runs
    for _ in 1 2 3 4 5; do
        /usr/bin/env time -f '%U %S' -o "$work/time" "$@" >/dev/null 2>&1 || true
        awk '{ print $1 + $2 }' "$work/time"
    done | sort -n | head -n 1
}
row() { # a folder, what it is, and what it is held against: a name and its seconds
    local plan memory counts
    plan=$(cpu "$tool" plan -q "$1")
    counts=$("$tool" plan -q --timings "$1" 2>&1 >/dev/null | sed -n 's/.*in all; //p')
    /usr/bin/env time -f '%M' -o "$work/memory" "$tool" plan -q "$1" >/dev/null 2>&1
    memory=$(cat "$work/memory")
    awk -v what="$2" -v plan="$plan" -v against="$3" -v other="$4" -v memory="$memory" -v counts="$counts" 'BEGIN {
        printf "| %-22s | %5.2f s | %5.2f x %-9s | %4d MB | %s |\n", what, plan, plan / (other > 0 ? other : 0.01), against, memory / 1024, counts
    }'
}

commit "$tree"
search=$(cd "$tree" && cpu rg -F 'Flask(' -c .)
node=$(cpu node -e 0)
printf 'rg %.2f s, node %.2f s of CPU over %d files\n' "$search" "$node" "$files"
row "$tree" "as committed" rg "$search"
echo "flask==3.1.0" >"$tree/requirements.txt"
commit "$tree"
row "$tree" "Flask at the root" rg "$search"
rm "$tree/requirements.txt"
mkdir -p "$tree/app"
echo '{ "name": "shop", "dependencies": { "next": "16.0.0", "react": "19.2.0" } }' >"$tree/package.json"
echo 'module.exports = { reactStrictMode: true }' >"$tree/next.config.js"
printf 'export default function Layout({ children }) {\n  return <html><body>{children}</body></html>\n}\n' >"$tree/app/layout.jsx"
commit "$tree"
row "$tree" "Next.js at the root" rg "$search"
rm -r "$tree/app" "$tree/next.config.js"
echo '{ "name": "shop", "main": "index.js", "dependencies": { "expo": "~54.0.0", "react": "19.1.0" } }' >"$tree/package.json"
printf 'import { registerRootComponent } from "expo"\nimport App from "./App"\n\nregisterRootComponent(App)\n' >"$tree/index.js"
printf 'export default function App() {\n  return null\n}\n' >"$tree/App.js"
commit "$tree"
row "$tree" "Expo at the root" rg "$search"
cp -r "$fixture" "$work/full-stack"
commit "$work/full-stack"
row "$work/full-stack" "full-stack fixture" node "$node"
mkdir "$work/empty"
commit "$work/empty"
row "$work/empty" "empty repository" node "$node"
