"""Holds the pipelines that the rules write against those before: linters and schemas may find nothing new.

    lint.py CASES    a folder of cases

actionlint and zizmor look at workflows of GitHub, the schemas that check-jsonschema carries at those of the others.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import yaml

CASES = Path(sys.argv[1])
TOOLS = Path(sys.executable).parent
# Where each product looks, the schema of what it reads there, and what has to be resolved before.
SCHEMAS = {
    "azure-pipelines": ("azure-pipelines*.y*ml", ["--data-transform", "azure-pipelines"]),
    "bitbucket-pipelines": ("bitbucket-pipelines.yml", []),
    "circle-ci": (".circleci/config.yml", []),
    "github-workflows": (".github/workflows/*.y*ml", []),
    "gitlab-ci": (".gitlab-ci.yml", ["--data-transform", "gitlab-ci"]),
}
Findings = Counter[tuple[str, str]]


def actionlint(top: Path) -> Findings:
    """The findings below a folder, each with the case it is in."""
    files = [str(path) for path in sorted(top.glob("*/.github/workflows/*.y*ml"))]
    command = [TOOLS / "actionlint", "-shellcheck=", "-pyflakes=", "-format", "{{json .}}", *files]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"actionlint: {done.stdout}{done.stderr}")
    return Counter((case_of(top, one["filepath"]), one["message"]) for one in json.loads(done.stdout) or [])


def schemas(top: Path) -> Findings:
    """What does not fit the schema of its product."""
    findings: Findings = Counter()
    for name, (where, options) in SCHEMAS.items():
        files = [str(path) for path in sorted(top.glob(f"*/{where}"))]
        if name == "azure-pipelines":
            files = [texts_only(path) for path in files]
        if name == "gitlab-ci":
            files = [jobs_only(path) for path in files]
        command = [TOOLS / "check-jsonschema", "--builtin-schema", f"vendor.{name}", *options]
        command += ["--regex-variant", "nonunicode", "-o", "json", *files]
        done = subprocess.run(command, capture_output=True, text=True) if files else None
        if done and not done.stdout.startswith("{"):
            sys.exit(f"check-jsonschema: {done.stdout}{done.stderr}")
        said = json.loads(done.stdout) if done else {}
        for one in said.get("errors", []) + said.get("parse_errors", []):
            # The message about a whole file says all that is in it.
            told = one.get("best_deep_match", one)
            findings[case_of(top, one["filename"]), f"{name}: {told.get('path', '')} {told['message']}"] += 1
    return findings


def texts_only(path: str) -> str:
    """The same file as Azure reads it: every scalar is a text to it, and to its schema."""
    copy = Path(f"{path}.json")
    copy.write_text(json.dumps(yaml.load(Path(path).read_text(), yaml.BaseLoader)))
    return str(copy)


def jobs_only(path: str) -> str:
    """The same file without the header that says which inputs it takes: the schema is about jobs."""
    _, mark, jobs = Path(path).read_text().rpartition("\n---\n")
    if mark:
        Path(path).write_text(jobs)
    return path


def zizmor(top: Path) -> Findings:
    folders = [str(path.parent) for path in sorted(top.glob("*/.github"))]
    command = [TOOLS / "zizmor", "--offline", "--no-exit-codes", "--quiet", "--format=json", *folders]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"zizmor: {done.stderr}")
    findings: Findings = Counter()
    for one in json.loads(done.stdout):
        path = one["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"]
        findings[case_of(top, path), one["ident"]] += 1
    return findings


def case_of(top: Path, path: str) -> str:
    return Path(path).resolve().relative_to(top).parts[0]


def main() -> None:
    looked_at = [where for where, _ in SCHEMAS.values()]
    cases = sorted(after for after in CASES.glob("ci/**/tests/*/after") if any(any(after.glob(one)) for one in looked_at))
    with tempfile.TemporaryDirectory() as temp:
        old, new = Path(temp, "old").resolve(), Path(temp, "new").resolve()
        for number, after in enumerate(cases):
            before = after.parent / "before"
            shutil.copytree(before, old / str(number))
            shutil.copytree(before, new / str(number))
            shutil.copytree(after, new / str(number), dirs_exist_ok=True)
        known = actionlint(old) + zizmor(old) + schemas(old)
        news = actionlint(new) + zizmor(new) + schemas(new) - known
    # Where actions are named by tag, or by one that is growing old, so is the new one; and zizmor counts the permissions
    # that nobody lists once for a job alone, and twice beside another.
    habits = ("unpinned-uses", "excessive-permissions", 'runtime "node')
    found = {(case, what) for case, what in news if not what.startswith(habits) or not known[case, what]}
    for case, what in sorted(found):
        print(f"{cases[int(case)]}: {what}")
    if found:
        sys.exit(1)
    print(f"{len(cases)} cases: actionlint, zizmor and the schemas find nothing new: passed")


main()
