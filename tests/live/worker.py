"""Run the patched app and its worker from what the image holds, and check what arrives.

python worker.py, run in the folder of the app.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from catcher import Catcher

REQUESTS = """
import sentry_sdk
from app import app

app.testing = False
client = app.test_client()
for path in ("/orders/13", "/orders/404", "/stock/pen", "/stock/ink", "/nowhere"):
    print(path, client.get(path).status_code)
print("/orders/7", client.post("/orders/7").status_code)
sentry_sdk.flush(5)
"""


def image(folder: Path) -> None:
    """Copy what the Dockerfile copies, and nothing else."""
    for line in Path("Dockerfile").read_text().splitlines():
        if line.startswith("COPY "):
            source = line.removeprefix("COPY ")
            names = json.loads(source) if source.startswith("[") else source.split()
            for name in names[:-1]:
                shutil.copy(name, folder)


def types(catcher: Catcher) -> list[str]:
    return [event["exception"]["values"][-1]["type"] for event in catcher.of("event")]


def main() -> None:
    catcher = Catcher()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        image(folder)
        (folder / ".env").write_text(f"SENTRY_DSN={catcher.dsn}\nRELEASE_VERSION=7\n")
        (folder / "queue").mkdir()
        outside = {k: v for k, v in os.environ.items() if not re.match("SENTRY", k)}
        environ = {**outside, "BROKER_URL": "filesystem://"}
        web = subprocess.run(
            [sys.executable, "-c", REQUESTS],
            cwd=folder,
            env=environ,
            check=True,
            capture_output=True,
            text=True,
        )
        assert web.stdout.split("\n")[:6] == [
            "/orders/13 500",
            "/orders/404 404",
            "/stock/pen 200",
            "/stock/ink 500",
            "/nowhere 404",
            "/orders/7 202",
        ], web.stdout
        assert types(catcher) == ["KeyError", "KeyError"], types(catcher)
        places = [event["transaction"] for event in catcher.of("event")]
        assert places == ["order", "stock"], places
        assert {event["release"] for event in catcher.of("event")} == {"7"}
        # The worker gets its settings from the machine: it does not read .env.
        command = re.search(r"(?m)^worker: (.*)$", Path("Procfile").read_text())
        assert command
        worker = subprocess.Popen(
            [sys.executable, "-m", *command[1].split(), "--pool=solo"],
            cwd=folder,
            env={**environ, "SENTRY_DSN": catcher.dsn},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + 60
            while len(types(catcher)) < 3 and time.monotonic() < deadline:
                time.sleep(0.1)
        finally:
            worker.terminate()
            worker.wait(30)
    assert types(catcher)[2:] == ["RuntimeError"], types(catcher)
    assert catcher.of("event")[2]["transaction"] == "labels.print_label"
    print("app and worker: 1 passed")


if __name__ == "__main__":
    main()
