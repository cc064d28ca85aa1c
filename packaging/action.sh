#!/usr/bin/env bash
# What the Action runs: two views of one plan, and the verdict. Needs no token; nothing of the repository is run.
set -euo pipefail

# An option a line: nothing is split or expanded.
args=()
while IFS= read -r line; do
    line=$(sed 's/^[[:space:]]*//; s/[[:space:]]*$//' <<<"$line")
    [ -z "$line" ] || args+=("$line")
done <<<"$SENTRY_RETROFIT_ARGS"

case $SENTRY_RETROFIT_COMMAND in
check | plan) ;;
*)
    echo "::error::command is check or plan, not $SENTRY_RETROFIT_COMMAND" >&2
    exit 2
    ;;
esac

if ! command -v sentry-retrofit >/dev/null; then
    tools=$RUNNER_TEMP/sentry-retrofit
    python3 -m venv "$tools/venv"
    "$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        "sentry-retrofit==$SENTRY_RETROFIT_VERSION"
    # Later steps get the program, and keep their own Python.
    mkdir -p "$tools/bin"
    ln -s "$tools/venv/bin/sentry-retrofit" "$tools/bin/sentry-retrofit"
    echo "$tools/bin" >>"$GITHUB_PATH"
    PATH=$tools/bin:$PATH
fi

sarif=$RUNNER_TEMP/sentry-retrofit.sarif
markdown=$RUNNER_TEMP/sentry-retrofit.md
# (An old bash knows no empty list.) What follows `--` is no option.
run() { sentry-retrofit "$@" ${args[@]+"${args[@]}"} -- "$SENTRY_RETROFIT_PATH"; }
code=0
run check --format sarif -o "$sarif" || code=$?
[ "$code" -le 1 ] || exit "$code"
run plan --format markdown -o "$markdown"

drift=false
[ "$code" = 0 ] || drift=true
printf '%s\n' "drift=$drift" "sarif=$sarif" "markdown=$markdown" >>"$GITHUB_OUTPUT"
# A summary takes 1 MiB.
if [ "$(wc -c <"$markdown")" -gt 1000000 ]; then
    printf 'The plan is longer than a summary may be. This is its beginning.\n\n' >>"$GITHUB_STEP_SUMMARY"
fi
head -c 1000000 "$markdown" >>"$GITHUB_STEP_SUMMARY"
[ "$SENTRY_RETROFIT_COMMAND" = plan ] || exit "$code"
