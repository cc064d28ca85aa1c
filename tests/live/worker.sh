#!/bin/sh
# Start what `sentry-retrofit apply` left in a copy of fixtures/flask-worker, with the DSN in .env alone:
#
#     tests/live/worker.sh DIR
set -eu

here=$(cd "$(dirname "$0")" && pwd)
venv=$("$here/venv.sh")
if [ -z "$venv" ]; then
    echo "SKIPPED: the app and its worker are not started; pip cannot reach a package index"
    exit 0
fi
cd "$1"
"$venv/bin/ruff" check --isolated --no-cache .
"$venv/bin/python" -B "$here/worker.py"
