"""Serves a patched application for real, by the command that its repository would use."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Start = Callable[..., str]


@contextmanager
def serving(
    folder: Path, command: Callable[[int], list[str]], seconds: int, **usual: str
) -> Iterator[Start]:
    """Hand out a function that starts a server and answers its address.

    `command` is what Python is told, for a port; `usual` is the environment, to which
    the function takes more. A server has some seconds to answer; all end with the
    context.
    """
    servers: list[subprocess.Popen[bytes]] = []

    def run(**environment: str) -> str:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, *command(port)],
            cwd=folder,
            env={**os.environ, **usual, **environment},
        )
        servers.append(server)
        base = f"http://127.0.0.1:{port}"
        for _ in range(seconds * 20):
            if server.poll() is not None:
                pytest.fail(f"the server ended with code {server.returncode}")
            try:
                urllib.request.urlopen(f"{base}/healthz", timeout=5).close()
                return base
            except OSError:
                time.sleep(0.05)
        pytest.fail(f"the app did not answer within {seconds} s")

    yield run
    for server in servers:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
