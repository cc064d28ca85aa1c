#!/bin/sh
# Check what the rules put into pipelines, and their Terraform:
#
#     tests/ci/run.sh lint|pipelines|terraform CASES
#     tests/ci/run.sh own                              our own workflow and Action
#
# Tools are installed once under .cache/. Without a network there is nothing to install from: that skips
# the check, says so, and is no failure.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export PYTHONDONTWRITEBYTECODE=1

venv=$("$root/tests/live/venv.sh" ../ci/requirements.txt)
if [ -z "$venv" ]; then
    echo "SKIPPED: $1; pip cannot reach a package index"
    exit 0
fi
case $1 in
lint) exec "$venv/bin/python" "$here/lint.py" "$2" ;;
own) exec "$venv/bin/python" "$here/own.py" "$root" ;;
terraform) exec "$venv/bin/python" "$here/terraform.py" "$2" ;;
esac

if ! command -v npm >/dev/null; then
    echo "SKIPPED: $1; there is no npm"
    exit 0
fi
mkdir -p "$root/.cache/ci"
if [ ! -d "$root/.cache/ci/node_modules/@sentry/cli" ]; then
    exec 9>"$root/.cache/ci/lock"
    flock 9
    if ! npm install --prefix "$root/.cache/ci" --cache "$root/.cache/npm" --no-audit --no-fund --ignore-scripts \
        --fetch-retries 1 @sentry/cli@3.8.0 >"$root/.cache/ci/npm.log" 2>&1; then
        echo "SKIPPED: $1; npm cannot install the tools: $(tail -n 1 "$root/.cache/ci/npm.log")"
        exit 0
    fi
fi
exec "$venv/bin/python" "$here/pipelines.py" "$2" "$root/.cache/npm"
