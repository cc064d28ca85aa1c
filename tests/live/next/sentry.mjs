// A stand-in for Sentry on loopback: takes the source maps of a build, keeps every envelope, and lets a
// browser in that has to be signed in.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import zlib from "node:zlib";

const DECODE = { gzip: zlib.gunzipSync, deflate: zlib.inflateSync, br: zlib.brotliDecompressSync };

export async function start() {
  const calls = []; // of the API, as "POST /api/0/..."
  const envelopes = []; // as they came, decoded
  const chunks = new Set();
  let entrance; // cookies and a place to go, for the browser

  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = decoded(Buffer.concat(parts), request.headers["content-encoding"]);
    const path = new URL(request.url, "http://x").pathname;
    const answer = (status, value, headers = {}) => {
      response.writeHead(status, {
        "Content-Type": "application/json",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "*",
        ...headers,
      });
      response.end(value === undefined ? "" : JSON.stringify(value));
    };

    if (path === "/-/enter") {
      return answer(302, undefined, { "Set-Cookie": entrance.cookies, Location: entrance.to });
    }
    if (path.endsWith("/envelope/")) {
      if (request.method === "POST") envelopes.push(body.toString());
      return answer(200, {});
    }
    calls.push({ call: `${request.method} ${path}`, body: body.toString("latin1") });
    return answer(...api(request, path, body, chunks, server.address().port));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();

  return {
    calls,
    envelopes,
    url: `http://127.0.0.1:${port}/`,
    dsn: `http://public@127.0.0.1:${port}/1`,
    /** The address that hands out cookies, which know no ports, and sends on to `to`. */
    enter(cookies, to) {
      entrance = { cookies, to };
      return `http://127.0.0.1:${port}/-/enter`;
    },
    /** The payloads of one item type. */
    of(type) {
      return envelopes.flatMap(items).filter((item) => item.type === type).map((item) => item.payload);
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function decoded(body, encoding) {
  try {
    return DECODE[encoding]?.(body) ?? body;
  } catch {
    return body;
  }
}

/** Header and payload of each item, in turn, one a line. */
function items(envelope) {
  const lines = envelope.split("\n").slice(1);
  const found = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    try {
      found.push({ type: JSON.parse(lines[at]).type, payload: JSON.parse(lines[at + 1]) });
    } catch {
      break; // a payload that is no JSON, such as a replay
    }
  }
  return found;
}

function api(request, path, body, chunks, port) {
  const base = `http://127.0.0.1:${port}`;
  if (path.endsWith("/chunk-upload/")) {
    if (request.method === "POST") for (const chunk of uploaded(request, body)) chunks.add(chunk);
    return [
      200,
      {
        url: base + path,
        chunkSize: 8388608,
        chunksPerRequest: 64,
        maxFileSize: 2147483648,
        maxRequestSize: 33554432,
        concurrency: 1,
        hashAlgorithm: "sha1",
        compression: ["gzip"],
        accept: ["release_files", "sources", "artifact_bundles", "artifact_bundles_v2"],
      },
    ];
  }
  if (path.endsWith("/assemble/")) {
    const missing = (JSON.parse(body).chunks ?? []).filter((chunk) => !chunks.has(chunk));
    return [200, { state: missing.length ? "not_found" : "created", missingChunks: missing, detail: null }];
  }
  const date = "2026-01-01T00:00:00Z";
  if (path.includes("/releases/")) {
    const version = body.length ? (JSON.parse(body).version ?? "") : "";
    const release = { version, shortVersion: version, dateCreated: date, dateReleased: null, newGroups: 0 };
    return [request.method === "POST" ? 201 : 200, { ...release, projects: [{ slug: "web", name: "web", id: 1 }] }];
  }
  if (path.endsWith("/users/me/regions/")) return [200, { regions: [{ name: "local", url: base }] }];
  if (/\/organizations\/[^/]+\/$/.test(path)) {
    const links = { organizationUrl: base, regionUrl: base };
    return [200, { id: "1", slug: "acme", name: "acme", dateCreated: date, links, features: [] }];
  }
  return [200, {}];
}

/** The checksums of the files in a multipart body. */
function uploaded(request, body) {
  const boundary = /boundary="?([^";]+)/.exec(request.headers["content-type"] ?? "")?.[1];
  const parts = boundary ? body.toString("latin1").split(`--${boundary}`).slice(1, -1) : [];
  return parts.map((part) => {
    const at = part.indexOf("\r\n\r\n");
    let data = Buffer.from(part.slice(at + 4, -2), "latin1");
    if (part.slice(0, at).includes("file_gzip")) data = zlib.gunzipSync(data);
    return createHash("sha1").update(data).digest("hex");
  });
}
