"""Loopback receiver for Expo apps: Sentry's upload API, its envelopes, and the exported web app itself.

    expo_server.py LOG WEB_FOLDER       prints its port, then serves until it is killed

Every request to the API and every envelope becomes one JSON line of LOG. The page it serves for `/`, and for
every path without a suffix, is the export's own index.html with a script that presses the buttons named in the
query: `/?press=sign in,fail`.
"""

import gzip
import hashlib
import io
import json
import re
import sys
import threading
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

LOG, WEB = Path(sys.argv[1]), Path(sys.argv[2])
LOCK = threading.Lock()
CHUNKS = {}
PRESS = """<script>
const names = new URLSearchParams(location.search).get("press")?.split(",") ?? [];
function press() {
  const all = [...document.querySelectorAll("button, [role=button]")];
  const name = names[0]?.toLowerCase();
  const button = all.find((one) => one.textContent.toLowerCase() === name);
  if (button) { names.shift(); button.click(); }
  if (names.length) setTimeout(press, 100);
}
press();
</script></body>"""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        encoding = self.headers.get("Content-Encoding")
        if encoding == "gzip":
            return gzip.decompress(data)
        return zlib.decompress(data) if encoding == "deflate" else data

    def answer(self, data=b"", kind="application/json", status=200):
        if not isinstance(data, bytes):
            data = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def record(self, **line):
        with LOCK, LOG.open("a") as log:
            log.write(json.dumps(line) + "\n")

    def handle_one(self):
        raw, path = self.body(), urlsplit(self.path).path
        if path.endswith("/envelope/"):
            self.record(envelope=raw.decode("utf-8", "replace"))
            return self.answer({"id": "0" * 32})
        if not path.startswith("/api/0/"):
            return self.page(path)
        kind = self.headers.get("Content-Type") or ""
        self.record(
            method=self.command,
            path=path,
            token=bool(self.headers.get("Authorization")),
            bundles=list(self.bundles(raw, kind)),
        )
        if path.endswith("/chunk-upload/"):
            base = f"http://{self.headers['Host']}"
            return self.answer(
                {
                    "url": base + path,
                    "chunkSize": 8 << 20,
                    "chunksPerRequest": 64,
                    "maxFileSize": 2 << 30,
                    "maxRequestSize": 32 << 20,
                    "concurrency": 1,
                    "hashAlgorithm": "sha1",
                    "compression": ["gzip"],
                    "accept": ["release_files", "sources", "artifact_bundles", "artifact_bundles_v2"],
                }
                if self.command == "GET"
                else {}
            )
        if path.endswith("/assemble/"):
            missing = [one for one in json.loads(raw).get("chunks", []) if one not in CHUNKS]
            state = "not_found" if missing else "created"
            return self.answer({"state": state, "missingChunks": missing, "detail": None})
        return self.answer({})

    def bundles(self, raw, kind):
        """The debug ids in every artifact bundle of an upload."""
        boundary = re.search(r"multipart/.*boundary=([^;]+)", kind)
        for part in raw.split(b"--" + boundary[1].strip('"').encode())[1:-1] if boundary else ():
            head, _, data = part.partition(b"\r\n\r\n")
            data = data.removesuffix(b"\r\n")
            if b"file_gzip" in head:
                data = gzip.decompress(data)
            CHUNKS[hashlib.sha1(data).hexdigest()] = data
            with zipfile.ZipFile(io.BytesIO(data)) as bundle:
                files = json.loads(bundle.read("manifest.json"))["files"].values()
            yield sorted({file["headers"].get("debug-id", "") for file in files})

    def page(self, path):
        file = (WEB / path.lstrip("/")).resolve()
        if not file.suffix or not file.is_relative_to(WEB.resolve()):
            html = (WEB / "index.html").read_text().replace("</body>", PRESS)
            return self.answer(html.encode(), "text/html")
        if not file.is_file():
            return self.answer(b"", "text/plain", 404)
        kind = "text/javascript" if file.suffix == ".js" else "application/octet-stream"
        return self.answer(file.read_bytes(), kind)

    do_GET = do_POST = do_PUT = handle_one


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[3]) if len(sys.argv) > 3 else 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
