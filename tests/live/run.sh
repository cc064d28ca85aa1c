#!/bin/sh
# Check the Python that `sentry-retrofit apply` left in a copy of a fixture:
#
#     tests/live/run.sh DIR
#
# Lints, types and runs it, in a virtual environment under .cache/ that is made once per
# version of requirements.txt. Without a network there is nothing to install from: that
# skips everything, says so, and is no failure.
set -eu

if [ $# -ne 1 ] || [ ! -d "$1" ]; then
    echo "usage: $0 DIR   (a patched copy of fixtures/flask-factory)" >&2
    exit 2
fi
app=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=${PYTHON:-python3}
export PYTHONDONTWRITEBYTECODE=1

key=$("$python" - "$here/requirements.txt" <<'PY'
import hashlib, pathlib, sys
text = pathlib.Path(sys.argv[1]).read_bytes() + sys.version.encode()
print(hashlib.sha256(text).hexdigest()[:12])
PY
)
venv=$root/.cache/live-venv/$key

# The marker is written last, so an interrupted installation is never taken for a whole one.
if [ ! -f "$venv/complete" ]; then
    log=$root/.cache/live-venv/$key.log
    mkdir -p "$root/.cache/live-venv"
    echo "installing tests/live/requirements.txt into .cache/live-venv/$key"
    "$python" -m venv --clear "$venv"
    if ! "$venv/bin/python" -m pip install --disable-pip-version-check --retries 1 \
        --timeout 15 -r "$here/requirements.txt" >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        if grep -Eq 'NewConnectionError|ConnectTimeout|NameResolutionError|Temporary failure|Network is unreachable|ProxyError|Read timed out' "$log"; then
            echo "SKIPPED: ruff, mypy and the live tests; pip cannot reach a package index"
            exit 0
        fi
        echo "pip failed for another reason than the network; the log is $log" >&2
        exit 1
    fi
    touch "$venv/complete"
fi

cd "$app"
generated=$(find . -name sentry_setup.py -o -name sentry_scrubber.py)
"$venv/bin/ruff" check --isolated --no-cache .
# shellcheck disable=SC2086  # one word per file
"$venv/bin/ruff" check --no-cache --config "$here/ruff.toml" $generated
"$venv/bin/ruff" format --isolated --no-cache --check $generated
# shellcheck disable=SC2086
"$venv/bin/mypy" --strict --cache-dir=/dev/null --follow-imports=silent $generated
cd "$here"
"$venv/bin/python" -m pytest -q --app="$app"
