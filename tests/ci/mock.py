"""A Sentry on loopback that says yes to what sentry-cli asks, and remembers each call."""

import gzip
import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Mock:
    """Serves from a thread; `calls` holds `METHOD path`, `bodies` the JSON that came with each."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.bodies: list[object] = []
        self.chunks: set[str] = set()
        mock = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                mock.answer(self)

            do_GET = do_POST = do_PUT = do_DELETE = handle_one

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        raw = self.body(request)
        path = request.path.split("?")[0]
        body = json.loads(raw) if "json" in (request.headers.get("Content-Type") or "") else None
        self.calls.append(f"{request.command} {path}")
        self.bodies.append(body)
        if "multipart" in (request.headers.get("Content-Type") or ""):
            self.keep_chunks(request.headers["Content-Type"], raw)
        status = 201 if request.command == "POST" else 200
        answer = json.dumps(self.reply(request.command, path, body)).encode()
        request.send_response(status if "assemble" not in path and "chunk" not in path else 200)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)

    @staticmethod
    def body(request: BaseHTTPRequestHandler) -> bytes:
        if (request.headers.get("Transfer-Encoding") or "").lower() == "chunked":
            raw = b""
            while size := int(request.rfile.readline().split(b";")[0], 16):
                raw += request.rfile.read(size)
                request.rfile.readline()
            request.rfile.readline()
        else:
            raw = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        return gzip.decompress(raw) if request.headers.get("Content-Encoding") == "gzip" else raw

    def keep_chunks(self, kind: str, raw: bytes) -> None:
        boundary = re.search(r"boundary=([^;]+)", kind)[1].strip('"').encode()
        for part in raw.split(b"--" + boundary)[1:-1]:
            head, _, data = part.partition(b"\r\n\r\n")
            data = data[:-2]
            if b"file_gzip" in head:
                data = gzip.decompress(data)
            self.chunks.add(hashlib.sha1(data).hexdigest())

    def reply(self, method: str, path: str, body: object) -> object:
        date = "2026-01-01T00:00:00Z"
        if path.endswith("/chunk-upload/"):
            return {
                "url": self.url + path,
                "chunkSize": 8388608,
                "chunksPerRequest": 64,
                "maxFileSize": 2147483648,
                "maxRequestSize": 33554432,
                "concurrency": 1,
                "hashAlgorithm": "sha1",
                "compression": ["gzip"],
                "accept": ["release_files", "sources", "artifact_bundles", "artifact_bundles_v2"],
            }
        if path.endswith("/assemble/"):
            missing = [chunk for chunk in body.get("chunks", []) if chunk not in self.chunks]
            return {"state": "not_found" if missing else "created", "missingChunks": missing, "detail": None}
        if path.endswith("/repos/"):
            return []
        if path.endswith("/deploys/"):
            return {"id": "1", "environment": body["environment"], "name": None, "url": None, "dateFinished": date}
        if "/releases/" in path and not path.endswith("/previous-with-commits/"):
            version = (body or {}).get("version") or path.rstrip("/").rsplit("/", 1)[-1]
            return {"version": version, "url": None, "dateCreated": date, "projects": [], "newGroups": 0}
        return {}
