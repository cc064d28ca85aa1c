#!/bin/sh
# Build and start a Next.js app that `sentry-retrofit apply` patched, make it fail on the server and in a
# browser, and look at what arrives:
#
#     tests/live/next.sh DIR [types|image]
#
# With `types` it is only typed, under every stricter option of the compiler. With `image` its Dockerfile is
# gone through by hand, and what the image starts is asked for source maps.
#
# Packages are installed under .cache/, once per package.json. Without node, a registry or a browser the
# part that needs it is skipped and says so; that is no failure.
set -eu

if [ $# -lt 1 ] || [ ! -d "$1" ]; then
    echo "usage: $0 DIR [types|image]   (a patched copy of fixtures/next-app or fixtures/next-pages)" >&2
    exit 2
fi
app=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

for tool in node npm; do
    if ! command -v "$tool" >/dev/null; then
        echo "SKIPPED: the Next.js app is not built; there is no $tool"
        exit 0
    fi
done

# The newest release of a sibling of the SDK lags behind.
cd "$app"
npm pkg set 'overrides.@sentry/cloudflare=11.0.0' >/dev/null 2>&1
key=$( { cat package.json; node --version; } | node -e '
  const hash = require("crypto").createHash("sha256");
  process.stdin.on("data", (data) => hash.update(data));
  process.stdin.on("end", () => console.log(hash.digest("hex").slice(0, 12)));
')
cache=$root/.cache/live-next/$key
mkdir -p "$cache"

# Tests run side by side, and only one of them may install.
exec 9>"$cache.lock"
flock 9

# The marker is written last, so an interrupted installation is never taken for a whole one.
if [ ! -f "$cache/complete" ]; then
    echo "installing the packages of $(basename "$app") into .cache/live-next/$key" >&2
    rm -rf "$cache"
    mkdir -p "$cache"
    cp package.json "$cache/"
    if ! (cd "$cache" && npm install --ignore-scripts --no-audit --no-fund --fetch-retries 1 >log 2>&1); then
        tail -n 5 "$cache/log" >&2
        if grep -Eq 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET' "$cache/log"; then
            echo "SKIPPED: the Next.js app is not built; npm cannot reach a registry"
            exit 0
        fi
        echo "npm failed for another reason than the network; the log is $cache/log" >&2
        exit 1
    fi
    touch "$cache/complete"
fi
flock -u 9
cp -al "$cache/node_modules" . 2>/dev/null || { rm -rf node_modules && cp -a "$cache/node_modules" .; }

if [ "${2:-}" = types ]; then
    exec node "$here/flags.mjs" "$app"
fi
if [ "${2:-}" = image ]; then
    exec node "$here/next/image.mjs" "$app"
fi
node "$here/next/scrub.mjs" "$app"
# Routes and a page that leak markers from a seed, below a path that is traced.
if [ -d "$app/src/app/checkout" ]; then
    cp -R "$here/next/planted" "$app/src/app/checkout/planted"
    cp "$here/planted.mjs" "$app/src/app/checkout/planted/"
fi
# `next build` checks the types too.
exec node "$here/next/run.mjs" "$app"
