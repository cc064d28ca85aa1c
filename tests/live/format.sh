#!/bin/sh
# Hold a copy of a fixture to formatters and linters that are told something else than their defaults:
#
#     tests/live/format.sh DIR before|after CONFIG...
#
# CONFIG is a folder of tests/live/formatters; what stands before its dash is the tool. `before` puts it into the copy
# and lets the tool write, as in a repository that uses it; `after`, once `sentry-retrofit apply` was there, only checks:
# what the tool did not complain of before, it must not complain of now. Where nothing can be installed, that is
# skipped, said, and no failure.
set -eu

if [ $# -lt 3 ] || [ ! -d "$1" ]; then
    echo "usage: $0 DIR before|after CONFIG..." >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
when=$2
shift 2

# Where the tool lies, which is nowhere without a network.
bin_of() {
    case $1 in
        black | isort | ruff) venv=$("$here/venv.sh" requirements-formatters.txt) && echo "${venv:+$venv/bin}" ;;
        *) modules=$("$here/npm.sh" "$here/formatters") && echo "${modules:+$modules/.bin}" ;;
    esac
}

writes() {
    case $1 in
        black) "$bin/black" -q . ;;
        isort) "$bin/isort" -q . ;;
        ruff) "$bin/ruff" check --no-cache --fix -q . || true; "$bin/ruff" format --no-cache -q . ;;
        prettier) "$bin/prettier" --log-level warn --write . ;;
        biome) "$bin/biome" check --write --reporter=summary . || true ;;
        eslint) "$bin/eslint" --fix . || true ;;
    esac
}

# One complaint a line, without the number of its line.
complaints() {
    case $1 in
        black) "$bin/black" --check . 2>&1 | grep '^would' ;;
        isort) "$bin/isort" --check-only . 2>&1 | grep '^ERROR' ;;
        ruff)
            {
                "$bin/ruff" check --no-cache --output-format concise .
                "$bin/ruff" format --no-cache --check .
            } 2>&1 | grep -E '^(Would|[^ ]+:[0-9])' | sed 's/:[0-9]*:[0-9]*:/:/'
            ;;
        prettier) "$bin/prettier" --list-different . 2>&1 ;;
        biome)
            "$bin/biome" check --max-diagnostics=none --reporter=github . 2>&1 | grep '^::' |
                sed -E 's/,(line|endLine|col|endColumn)=[0-9]*//g'
            ;;
        eslint)
            "$bin/eslint" --format json . | node -e '
              for (const { filePath, messages } of JSON.parse(require("fs").readFileSync(0, "utf8")))
                for (const { ruleId, message } of messages) console.log(`${filePath}: ${ruleId} ${message}`);
            '
            ;;
    esac | sort
}

for config; do
    tool=${config%%-*}
    said=../said-$config
    bin=$(bin_of "$tool")
    if [ -z "$bin" ]; then
        echo "SKIPPED: $config; its tool cannot be installed"
        continue
    fi
    if [ "$when" = before ]; then
        # What imports its plugins looks for them in the folders above.
        [ ! -d "$bin/../eslint" ] || ln -sfn "$(dirname "$bin")" ../node_modules
        rm -f .prettierrc
        cp -R "$here/formatters/$config/." .
        writes "$tool" >/dev/null 2>&1
        # A tool that does not start complains of nothing: of these it has to.
        printf "import sys, os\nx = {  'a':1 }\n" >untidy.py
        printf "var x = {  'a':1 }\nif (x.a == 1) debugger\n" >untidy.ts
        complaints "$tool" >"$said"
        rm untidy.py untidy.ts
        if ! grep -q untidy "$said"; then
            echo "$tool does not work with $config" >&2
            exit 1
        fi
        continue
    fi
    complaints "$tool" >"$said.now"
    new=$(comm -13 "$said" "$said.now")
    if [ -n "$new" ]; then
        echo "with $config $tool complains of what it did not complain of before:" >&2
        echo "$new" >&2
        writes "$tool" >/dev/null 2>&1
        git --no-pager diff >&2
        exit 1
    fi
done
