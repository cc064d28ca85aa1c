"""A stand-in for Sentry on loopback that keeps every envelope it is sent."""

from __future__ import annotations

import gzip
import json
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Catcher:
    """Listens from construction until `close`; point an SDK at `dsn`."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        catcher = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                catcher.bodies.append(_decoded(self))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_args: object) -> None:
                """Keep the test output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def dsn(self) -> str:
        return f"http://public@127.0.0.1:{self._server.server_address[1]}/1"

    def everything(self) -> list[Any]:
        """Every header, item header and payload received, whatever its type."""
        return [part for body in self.bodies for part in _parts(body)]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The payloads of one item type, such as "event" or "transaction"."""
        found = []
        for body in self.bodies:
            _, *items = _parts(body)
            pairs = zip(items[::2], items[1::2], strict=True)
            found += [payload for header, payload in pairs if header["type"] == kind]
        return found

    def wait_for(self, kind: str, seconds: float = 10.0) -> dict[str, Any]:
        """The first payload of a type; another process may still be sending it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := self.of(kind):
                return found[0]
            time.sleep(0.05)
        raise AssertionError(f"no {kind} arrived within {seconds} s")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _decoded(request: BaseHTTPRequestHandler) -> bytes:
    body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
    encoding = request.headers.get("Content-Encoding")
    if encoding == "gzip":
        return gzip.decompress(body)
    if encoding == "deflate":
        return zlib.decompress(body)
    return body


def _parts(envelope: bytes) -> list[Any]:
    """Split an envelope: its header, then header and payload of each item in turn.

    A payload runs to the end of its line, unless its header tells the length.
    """
    line, _, rest = envelope.partition(b"\n")
    parts = [json.loads(line)]
    while rest.strip():
        line, _, rest = rest.lstrip(b"\n").partition(b"\n")
        header = json.loads(line)
        length = header.get("length", rest.find(b"\n"))
        length = len(rest) if length < 0 else length
        payload, rest = rest[:length], rest[length:]
        try:
            parts += [header, json.loads(payload)]
        except ValueError:
            parts += [header, payload.decode(errors="replace")]
    return parts
