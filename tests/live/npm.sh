#!/bin/sh
# Print the folder with the packages that a folder's package.json names, and install them first where they are missing:
#
#     tests/live/npm.sh FOLDER
#
# They lie under .cache/, one folder per version of the file. Prints nothing where there is no node or npm cannot reach a
# registry.
set -eu

folder=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
command -v node >/dev/null && command -v npm >/dev/null || exit 0

key=$( { cat "$folder/package.json"; node --version; } | sha256sum | cut -c1-12)
cache=$root/.cache/live-npm/$key
mkdir -p "$cache"

# Tests run side by side, and only one of them may install.
exec 9>"$cache.lock"
flock 9

# The marker is written last, so an interrupted installation is never taken for a whole one.
if [ ! -f "$cache/complete" ]; then
    echo "installing the packages of $(basename "$folder") into .cache/live-npm/$key" >&2
    rm -rf "$cache"
    mkdir -p "$cache"
    cp "$folder/package.json" "$cache/"
    if ! (cd "$cache" && npm install --ignore-scripts --no-audit --no-fund --fetch-retries 1 >log 2>&1); then
        tail -n 5 "$cache/log" >&2
        if grep -Eq 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET' "$cache/log"; then
            exit 0
        fi
        echo "npm failed for another reason than the network; the log is $cache/log" >&2
        exit 1
    fi
    touch "$cache/complete"
fi
echo "$cache/node_modules"
