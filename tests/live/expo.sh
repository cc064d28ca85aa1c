#!/bin/sh
# Check the Expo app that `sentry-retrofit apply` left in a copy of a fixture:
#
#     tests/live/expo.sh DIR PRESS...|types
#
# With `types` it is only installed and typed, under every stricter option of the compiler.
#
# Installs it from npm, types it, exports it for Android and the web with source maps, makes its Android
# project, uploads to a receiver on loopback, and opens the web build in a headless Chromium that presses the
# buttons named. What is missing (npm's registry, a browser) skips what needs it, says so, and is no failure.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
app=$(cd "$1" && pwd)
press=$2
name=$(basename "$app")

skip() { echo "SKIPPED: $name, $1"; exit 0; }
command -v npm >/dev/null || skip "there is no npm"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "node is older than 20"

# One folder per version of the manifest, and one cache for Metro: what several apps have in common is built once.
key=$(sha256sum "$app/package.json" | cut -c1-12)
work=$root/.cache/live-expo/$name-$key
mkdir -p "$work/app" "$work/home" "$root/.cache/live-expo/tmp"
exec 9>"$work/lock"
flock 9
find "$work/app" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
(cd "$app" && git archive HEAD) | tar -x -C "$work/app"
cd "$work/app"

export CI=1 EXPO_NO_TELEMETRY=1 EXPO_OFFLINE=1 TMPDIR="$root/.cache/live-expo/tmp" NO_COLOR=1
if [ ! -f "$work/installed" ]; then
    # Newer releases miss siblings: the date picks a set that belongs together.
    npm install --legacy-peer-deps --before=2026-09-20T12:00:00Z --ignore-scripts --no-audit --no-fund --no-package-lock \
        >"$work/install.log" 2>&1 || { tail -3 "$work/install.log" >&2; skip "npm cannot install it"; }
    touch "$work/installed"
fi

if [ "$press" = types ]; then
    exec node "$here/flags.mjs" . "$app"
fi
node_modules/.bin/tsc --noEmit
echo "$name: types passed"

# A page that leaks markers from a seed, where a file is a page.
if [ -d src/app ]; then
    cp "$here/expo/planted.js" src/app/planted.js
    cp "$here/planted.mjs" src/
fi

python3 "$here/expo_server.py" "$work/log.jsonl" dist >"$work/port" &
server=$!
trap 'kill $server 2>/dev/null' EXIT
rm -f "$work/log.jsonl"
while [ ! -s "$work/port" ]; do sleep 0.1; done
port=$(cat "$work/port")

# The port is inlined where the DSN is: a fixed placeholder of the same length keeps Metro's cache good.
EXPO_PUBLIC_SENTRY_DSN=http://public@127.0.0.1:59999/1 EXPO_PUBLIC_ENVIRONMENT=live \
    EXPO_PUBLIC_RELEASE_VERSION=live@1.2.3 EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE=1 \
    npx --no-install expo export --source-maps --platform android --platform web >"$work/export.log" 2>&1 ||
    { tail -20 "$work/export.log" >&2; exit 1; }
python3 "$here/expo_checks.py" debug-ids dist

# Without a token nobody is asked; with one, every bundle arrives with its map.
HOME=$work/home SENTRY_URL=http://127.0.0.1:$port/ SENTRY_AUTH_TOKEN=token SENTRY_ORG=acme SENTRY_PROJECT=mobile \
    npx --no-install sentry-expo-upload-sourcemaps dist >"$work/upload.log" 2>&1 ||
    { tail -20 "$work/upload.log" >&2; exit 1; }
python3 "$here/expo_checks.py" uploaded dist "$work/log.jsonl"
find dist -name '*.map' -delete
[ -z "$(find dist -name '*.map')" ]
echo "$name: export and upload passed"

npx --no-install expo prebuild --platform android --no-install >"$work/prebuild.log" 2>&1 ||
    { tail -20 "$work/prebuild.log" >&2; exit 1; }
grep -q 'sentry\.gradle' android/app/build.gradle
! grep -q '^auth.token' android/sentry.properties
echo "$name: prebuild passed"

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "there is no Chromium"
grep -rlZ 127.0.0.1:59999 dist | xargs -0 sed -i "s/127\.0\.0\.1:59999/127.0.0.1:$port/g"
look() {
    "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/chromium" --virtual-time-budget="$1" \
        --dump-dom "http://127.0.0.1:$port/$2" >"$work/page.html" 2>"$work/browser.log"
}
look 10000 "?press=$press"
python3 "$here/expo_checks.py" received "$work/log.jsonl" "$name"
echo "$name: browser passed"

[ -d src/app ] || exit 0
python3 "$here/markers.py" make dist/planted.json
# On a busy machine the browser may end before the last envelope is sent; what arrived is judged all the same.
for try in 1 2 3; do
    : >"$work/log.jsonl"
    look 30000 planted
    python3 "$here/expo_checks.py" planted "$work/log.jsonl" "$work/envelopes.json" && break
    [ "$try" -lt 3 ] || exit 1
done
python3 "$here/markers.py" check dist/planted.json "$work/envelopes.json"
echo "$name: markers from a seed passed"
