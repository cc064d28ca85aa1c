#!/bin/sh
# Check the Python that `sentry-retrofit apply` left in a copy of a fixture:
#
#     tests/live/run.sh DIR [TEST]...
#
# Lints, types and runs it, in a virtual environment under .cache/ that is made once per
# version of requirements.txt. Without a network there is nothing to install from: that
# skips everything, says so, and is no failure.
set -eu

if [ $# -lt 1 ] || [ ! -d "$1" ]; then
    echo "usage: $0 DIR [TEST]...   (a patched copy of a fixture, and the tests that know it)" >&2
    exit 2
fi
app=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONDONTWRITEBYTECODE=1

venv=$("$here/venv.sh")
if [ -z "$venv" ]; then
    echo "SKIPPED: ruff, mypy and the live tests; pip cannot reach a package index"
    exit 0
fi

cd "$app"
generated=$(find . -name 'sentry_*.py')
"$venv/bin/ruff" check --isolated --no-cache .
# shellcheck disable=SC2086  # one word per file
"$venv/bin/ruff" check --no-cache --config "$here/ruff.toml" $generated
"$venv/bin/ruff" format --isolated --no-cache --check $generated
# shellcheck disable=SC2086
"$venv/bin/mypy" --strict --cache-dir=/dev/null --follow-imports=silent $generated
cd "$here"
# Another one each time; SEED=7 in the environment repeats a run.
export SEED="${SEED:-$(date +%s)}"
echo "SEED=$SEED"
# The SDK's profiler reads the frames of running threads, over which CPython 3.11 crashes now and then
# (getsentry/sentry-python#2386 and #6119), or waits for a lock it holds: where garbage is collected while they are
# read (python/cpython#106883). Without gevent its modes, "thread" and "sleep", are the same one.
for try in 1 2 3; do
    code=0
    timeout 400 "$venv/bin/python" -m pytest -q -rs --app="$app" "$@" || code=$?
    [ "$code" -eq 139 ] || [ "$code" -eq 124 ] || exit "$code"
    echo "the interpreter crashed or stood still in try $try" >&2
done
exit "$code"
