#!/bin/sh
# Print the folder of the virtual environment for the live tests, and make it first where it is missing:
#
#     tests/live/venv.sh [REQUIREMENTS]
#
# It lies under .cache/, one per version of the file, which is requirements.txt unless another one beside
# this script is named. Prints nothing where pip cannot reach an index.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=${PYTHON:-python3}
requirements=${1:-requirements.txt}
mkdir -p "$root/.cache/live-venv"

key=$("$python" - "$here/$requirements" <<'PY'
import hashlib, pathlib, sys
text = pathlib.Path(sys.argv[1]).read_bytes() + sys.version.encode()
print(hashlib.sha256(text).hexdigest()[:12])
PY
)
venv=$root/.cache/live-venv/$key

# Tests run side by side, and only one of them may install.
exec 9>"$root/.cache/live-venv/$key.lock"
flock 9

# The marker is written last, so an interrupted installation is never taken for a whole one.
if [ ! -f "$venv/complete" ]; then
    log=$root/.cache/live-venv/$key.log
    echo "installing tests/live/$requirements into .cache/live-venv/$key" >&2
    "$python" -m venv --clear "$venv"
    pip() { "$venv/bin/python" -m pip install --disable-pip-version-check --retries 1 --timeout 15 "$@"; }
    # uv takes a tenth of the time that pip takes, and knows nothing of how pip is configured.
    if ! { pip uv && { "$venv/bin/uv" pip install --python "$venv/bin/python" --compile-bytecode \
        -r "$here/$requirements" || pip -r "$here/$requirements"; }; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        if grep -Eq 'NewConnectionError|ConnectTimeout|NameResolutionError|Temporary failure|Network is unreachable|ProxyError|Read timed out' "$log"; then
            exit 0
        fi
        echo "pip failed for another reason than the network; the log is $log" >&2
        exit 1
    fi
    touch "$venv/complete"
fi
echo "$venv"
