"""Lints the workflow and the Action of this repository: actionlint and zizmor may find nothing.

    own.py ROOT    the repository
"""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    root, tools = Path(sys.argv[1]), Path(sys.executable).parent
    workflows = sorted(map(str, root.glob(".github/workflows/*.yml")))
    commands = [
        [tools / "actionlint", "-shellcheck=", "-pyflakes=", *workflows],
        [tools / "zizmor", "--offline", "--quiet", "--persona=pedantic", *workflows, root / "action.yml"],
    ]
    found = [done for command in commands if (done := subprocess.run(command, capture_output=True, text=True)).returncode]
    if found:
        sys.exit("\n".join(f"{done.stdout}{done.stderr}" for done in found))
    print(f"{len(workflows)} workflow and the Action: actionlint and zizmor find nothing: passed")


main()
