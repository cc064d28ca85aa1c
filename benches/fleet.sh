#!/usr/bin/env bash
# What `fleet` needs for many small repositories on two cores: time on the clock, CPU, and memory.
#
#     benches/fleet.sh [REPOSITORIES] [BINARY]
#
# Makes REPOSITORIES (1,000) repositories under a temporary folder, the fixtures in turn, each with a commit of its own,
# and plans them twice: all of them, then again with --resume, which has nothing left to plan. Memory is the largest
# sum over `fleet` and its workers at one time, pages that they share counted for each. Ends with 1 where it took longer
# than two minutes or more than 200 MB. Needs git, python3 and taskset.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-1000}
if [ $# -lt 2 ]; then cargo build --release --quiet; fi
tool=$(realpath "${2:-target/release/sentry-retrofit}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

commit() { git -C "$1" -c user.name=bench -c user.email=bench@example.org commit -q --allow-empty -m "$2"; }
fixtures=(fixtures/*/)
for fixture in "${fixtures[@]}"; do
    copy=$work/origin/$(basename "$fixture")
    mkdir -p "$copy"
    cp -r "$fixture." "$copy"
    git -C "$copy" init -q
    git -C "$copy" add -A -f
    commit "$copy" start
done
mkdir "$work/clones"
for ((number = 0; number < count; number++)); do
    name=$(basename "${fixtures[number % ${#fixtures[@]}]}")
    clone=$work/clones/$number-$name
    cp -r "$work/origin/$name" "$clone"
    commit "$clone" "$number"
    echo "$clone"
done >"$work/list"

python3 - "$work" "$tool" "$count" <<'PY'
import glob, json, resource, subprocess, sys, time

work, tool, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
rows = f"{work}/rows.jsonl"


def family(pid):
    children = []
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            children += open(path).read().split()
        except OSError:
            pass
    return [pid] + [one for child in children for one in family(child)]


def resident(pid):
    try:
        return sum(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS"))
    except OSError:
        return 0


def run(name):
    command = ["taskset", "-c", "0,1", tool, "fleet", "-j", "2", "--from", f"{work}/list", "--resume", rows]
    before, started, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    with open(rows, "a") as out:
        fleet = subprocess.Popen(command, stdout=out)
        while fleet.poll() is None:
            peak = max(peak, sum(map(resident, family(fleet.pid))))
            time.sleep(0.05)
    clock = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"| {name} | {clock:.1f} s | {cpu:.1f} s | {peak / 1024:.0f} MB |")
    assert fleet.returncode == 0, fleet.returncode
    return clock, peak / 1024


clock, peak = run(f"{count} repositories")
run("again, with --resume")
read = [json.loads(line) for line in open(rows)]
assert len(read) == count and all(row["status"] != "failed" for row in read)
sys.exit(0 if clock <= 120 and peak <= 200 else 1)
PY
