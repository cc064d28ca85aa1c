#!/bin/sh
# Look at pages of `plan --format html` and `fleet --html` in a headless Chromium:
#
#     tests/live/page.sh FOLDER
#
# Checks every *.html of the folder with tests/live/page/check.mjs. Packages are installed under .cache/, once.
# Without node, a registry or a browser it is skipped and says so; that is no failure.
set -eu

pages=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

skip() { echo "SKIPPED: the pages are not looked at, $1"; exit 0; }
command -v npm >/dev/null || skip "there is no npm"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "node is older than 20"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "there is no Chromium"

work=$root/.cache/live-page
mkdir -p "$work"
exec 9>"$work/lock"
flock 9
if ! cmp -s "$here/page/package.json" "$work/package.json"; then
    cp "$here/page/package.json" "$work/package.json"
    (cd "$work" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock >install.log 2>&1) ||
        { rm "$work/package.json"; skip "npm cannot install what looks at them"; }
fi
cp "$here/page/check.mjs" "$work/check.mjs"
exec node "$work/check.mjs" "$browser" "$pages"/*.html
