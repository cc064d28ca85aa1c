#!/bin/sh
# Start a patched copy of a fixture of any shape and see its error arrive:
#
#     tests/live/shape.sh DIR PATH MODULE:EXPRESSION
#
# PATH is the folder below DIR that is on the import path.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
venv=$("$here/venv.sh")
if [ -z "$venv" ]; then
    echo "SKIPPED: the application is not started; pip cannot reach a package index"
    exit 0
fi
cd "$1/$2"
"$venv/bin/ruff" check --isolated --no-cache .
"$venv/bin/python" -B "$here/shape.py" "$3"
