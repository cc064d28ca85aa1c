"""Promise: a Sentry-compatible server stores the error, and nothing about the person.

The catcher shows what the SDK sends; this shows what is left once a server has read it.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import planted
from serving import free_port

HERE = Path(__file__).resolve().parent
PROJECT = """
from projects.models import Project
from teams.models import Team
team, _ = Team.objects.get_or_create(name="live")
print(Project.objects.get_or_create(name="flask", team=team)[0].dsn)
"""


class Server(NamedTuple):
    """A running server, and what is needed to send to it and to ask it."""

    base: str
    dsn: str
    token: str

    def ask(self, path: str) -> Any:
        request = urllib.request.Request(
            f"{self.base}/api/canonical/0{path}",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)


@pytest.fixture
def bugsink(tmp_path: Path) -> Iterator[Server]:
    """A server with an empty SQLite database, on loopback."""
    script = [HERE / "venv.sh", "requirements-bugsink.txt"]
    made = subprocess.run(
        ["sh", *script], stdout=subprocess.PIPE, text=True, check=True
    )
    if not made.stdout.strip():
        pytest.skip("pip cannot reach a package index")
    tools = Path(made.stdout.strip()) / "bin"
    port = free_port()
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "bugsink_conf",
        "PYTHONPATH": str(tmp_path),
    }

    def run(name: str, *arguments: str) -> str:
        """Run one of the server's commands; the last line it prints is its answer."""
        done = subprocess.run(
            [tools / name, *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout.strip().rpartition("\n")[2].strip()

    address = ("--host=127.0.0.1", f"--port={port}")
    run("bugsink-create-conf", "--template=local", *address, "-o", "bugsink_conf.py")
    run("bugsink-manage", "migrate", "-v0")
    run("bugsink-manage", "migrate", "-v0", "--database=snappea")
    dsn = run("bugsink-manage", "shell", "-v0", "-c", PROJECT)
    token = run("bugsink-manage", "create_auth_token")
    gunicorn = ["gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    gunicorn += ["--log-level", "error", "--graceful-timeout", "1"]
    running = subprocess.Popen(
        [tools / gunicorn[0], *gunicorn[1:], "bugsink.wsgi"],
        cwd=tmp_path,
        env=environment,
    )
    try:
        server = Server(f"http://127.0.0.1:{port}", dsn, token)
        wait_until_ready(server.base, running)
        yield server
    finally:
        running.terminate()
        running.wait(timeout=30)


def wait_until_ready(base: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if running.poll() is not None:
            pytest.fail(f"the server ended with code {running.returncode}")
        try:
            urllib.request.urlopen(f"{base}/health/ready", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server was not ready within 30 s")


def stored(server: Server) -> list[dict[str, Any]]:
    """Every event the server has, once it has those that were not handled."""
    for _ in range(100):
        issues = server.ask("/issues/?project=1")["results"]
        found = [
            server.ask(f"/events/{event['id']}/")["data"]
            for issue in issues
            for event in server.ask(f"/events/?issue={issue['id']}")["results"]
        ]
        events = [json.loads(data) if isinstance(data, str) else data for data in found]
        if (
            sum("exception" in event for event in events) >= 2
        ):  # both requests that fail
            return events
        time.sleep(0.1)
    pytest.fail("the errors did not show up within 10 s")


def test_what_a_server_stores(
    sentry_setup: ModuleType,
    scrubber: ModuleType,
    bugsink: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [name for name in ("full_name", "name") if name in scrubber.PII_FIELDS]
    name_key = (names or ["email"])[0]
    monkeypatch.setenv("SENTRY_DSN", bugsink.dsn)
    monkeypatch.setenv("ENVIRONMENT", "staging")
    monkeypatch.setenv("RELEASE_VERSION", "1.2.3.4")
    assert sentry_setup.init_sentry()
    assert planted.provoke(planted.create_app(name_key), name_key).status_code == 500

    events = stored(bugsink)
    assert planted.occurrences(events) == []
    urls = {event["request"]["url"]: event for event in events if "exception" in event}
    event = urls["http://localhost/customers/[email]"]
    error = event["exception"]["values"][-1]
    assert error["type"] == "RuntimeError"
    assert error["value"].startswith("order ORD-2024-001234 of [email], [phone], ")
    assert error["stacktrace"]["frames"][-1]["function"] == "update"
    assert (event["release"], event["environment"]) == ("1.2.3.4", "staging")
    assert event["transaction"] == "update"
