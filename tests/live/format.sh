#!/bin/sh
# Hold a copy of a fixture to a formatter that is told something else than its defaults:
#
#     tests/live/format.sh DIR CONFIG before|after
#
# CONFIG is a folder of tests/live/formatters. `before` puts it into the copy and lets ruff write, as in a repository
# that uses it; `after`, once `sentry-retrofit apply` was there, only checks: what ruff did not complain of before, it
# must not complain of now. Without a network there is nothing to install from: that skips everything, says so, and is
# no failure.
set -eu

if [ $# -ne 3 ] || [ ! -d "$1" ]; then
    echo "usage: $0 DIR CONFIG before|after" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
app=$(cd "$1" && pwd)
said=$app/../said

venv=$("$here/venv.sh" requirements-formatters.txt)
if [ -z "$venv" ]; then
    echo "SKIPPED: $2; pip cannot reach a package index"
    exit 0
fi

# One complaint a line, without the number of its line.
complaints() {
    {
        "$venv/bin/ruff" check --no-cache --output-format concise . || true
        "$venv/bin/ruff" format --no-cache --check . || true
    } 2>&1 | grep -E '^(Would|[^ ]+:[0-9])' | sed 's/:[0-9]*:[0-9]*:/:/' | sort
}

cd "$app"
if [ "$3" = before ]; then
    cp "$here/formatters/$2/ruff.toml" .
    "$venv/bin/ruff" check --no-cache --fix -q . >/dev/null || true
    "$venv/bin/ruff" format --no-cache -q .
    complaints >"$said"
    exit 0
fi
complaints >"$said.now"
new=$(comm -13 "$said" "$said.now")
if [ -n "$new" ]; then
    echo "with $2 ruff complains of what it did not complain of before:" >&2
    echo "$new" >&2
    exit 1
fi
