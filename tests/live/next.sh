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

# The newest release of a sibling of the SDK lags behind.
cd "$app"
npm pkg set 'overrides.@sentry/cloudflare=11.0.0' >/dev/null 2>&1 || true
modules=$("$here/npm.sh" "$app")
if [ -z "$modules" ]; then
    echo "SKIPPED: the Next.js app is not built; there is no node, or npm cannot reach a registry"
    exit 0
fi
cp -al "$modules" . 2>/dev/null || { rm -rf node_modules && cp -a "$modules" .; }

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
