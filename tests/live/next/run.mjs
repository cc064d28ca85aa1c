// Build, start and break a patched app, then look at what arrived. `node run.mjs DIR`
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { check, freePort, passed, until } from "./checks.mjs";
import { start } from "./sentry.mjs";

const app = process.argv[2];
const pages = existsSync(join(app, "pages"));
// Who signs in, what is broken, and what may not arrive.
const known = pages
  ? { email: "jo.doe@example.org", pin: "4711", id: "customer-3", name: "Jo Doe", api: "/api/repairs", page: "/repairs?ready=" }
  : { email: "ada.lovelace@example.org", pin: "1815", id: "reader-7", name: "Ada Lovelace", api: "/api/loans", page: "/loans?renew=" };
const planted = [known.email, known.id, known.name, "alice", "carol", "23456789", "203.0.113.77", "planted-cookie"];
const SECRET = "a secret of the live test";

const sentry = await start();
const scratch = mkdtempSync(join(tmpdir(), "next-live-"));
const port = await freePort();
const site = `http://127.0.0.1:${port}`;
// Nothing of the machine: the SDK's command line remembers organisations below HOME.
const clean = {
  PATH: process.env.PATH,
  HOME: scratch,
  TMPDIR: process.env.TMPDIR ?? tmpdir(),
  LANG: "C.UTF-8",
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  NEXTAUTH_URL: site,
  NEXTAUTH_SECRET: SECRET,
  AUTH_SECRET: SECRET,
};
const settings = {
  ...clean,
  SENTRY_DSN: sentry.dsn,
  NEXT_PUBLIC_SENTRY_DSN: sentry.dsn,
  ENVIRONMENT: "live",
  NEXT_PUBLIC_ENVIRONMENT: "live",
  RELEASE_VERSION: "shop@4.2",
  SENTRY_TRACES_SAMPLE_RATE: "0",
  PLANTED: join(scratch, "markers.json"),
  NEXT_PUBLIC_SENTRY_TRACES_SAMPLE_RATE: "0",
};
const token = { SENTRY_URL: sentry.url, SENTRY_ORG: "acme", SENTRY_PROJECT: "web", SENTRY_AUTH_TOKEN: "sntrys_live", SENTRY_UPLOAD_REQUIRED: "1" };

try {
  await check("it builds without a token, and asks nobody", async () => {
    await next(["build"], clean);
    assert.deepEqual(sentry.calls, []);
  });
  await check("with a token it uploads its source maps and serves none", async () => {
    rmSync(join(app, ".next"), { recursive: true });
    await next(["build"], { ...settings, ...token });
    const made = sentry.calls.map((call) => call.call);
    assert.ok(made.some((call) => call.endsWith("/assemble/")), made.join("\n"));
    assert.ok(sentry.calls.some((call) => call.body.includes("shop@4.2")), "no call names the release");
    for (const file of files(join(app, ".next/static"))) {
      assert.ok(!file.endsWith(".map"), `${file} would be served`);
      const named = file.endsWith(".js") && /sourceMappingURL=(?!data:)\S+/.exec(readFileSync(file, "utf8"));
      assert.ok(!named, `${file} names ${named}`);
    }
  });
  const server = spawn("node", ["node_modules/next/dist/bin/next", "start", "-p", String(port)], {
    cwd: app,
    env: settings,
    stdio: "ignore",
  });
  try {
    await up();
    const cookies = await signedIn();
    await visits(cookies);
    // ROUNDS=20 looks for seeds nobody has tried.
    for (let round = Number(process.env.ROUNDS ?? 1); round > 0; round--) {
      for (const side of ["server", "edge", "browser"]) await seeded(side);
    }
  } finally {
    server.kill("SIGTERM");
  }
  await check("nothing personal arrived", () => {
    for (const envelope of sentry.envelopes) {
      const found = planted.filter((word) => decodeURIComponent(envelope.replace(/%(?![0-9a-f]{2})/gi, "%25")).includes(word));
      assert.deepEqual(found, [], envelope);
    }
  });
  console.log(`${passed} passed`);
} finally {
  await sentry.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
// A browser that hangs or a server that lingers keeps nobody waiting.
process.exit();

async function visits(cookies) {
  const headers = { Cookie: [...cookies, "tracker=planted-cookie"].join("; "), "X-Forwarded-For": "203.0.113.77" };
  await check("no source map is served", async () => {
    const page = await (await fetch(site)).text();
    const scripts = page.match(/\/_next\/static\/[^"\\]+\.js/g);
    assert.ok(scripts?.length, page);
    for (const script of new Set(scripts)) assert.equal((await fetch(`${site}${script}.map`)).status, 404, script);
  });
  await check("an error of the server arrives with release, environment and the anonymous user", async () => {
    const answer = await fetch(`${site}${known.api}?broken=1&email=alice%40example.com`, { headers });
    assert.equal(answer.status, 500);
    told(await event((one) => one.platform === "node"));
  });
  await check("a critical path is traced although the sample rate is 0, another is not", async () => {
    await fetch(site, { headers });
    await fetch(`${site}/checkout?email=alice%40example.com`, { headers });
    const names = await until(() => {
      const names = traced();
      return names.some((name) => name.includes("/checkout")) && names;
    }, seen);
    assert.deepEqual([...new Set(names)].filter((name) => !/checkout|api\/auth/.test(name)), []);
  });
  if (!browser()) {
    console.log("SKIPPED: the browser's part; there is no chromium");
    return;
  }
  await check("an error of the browser arrives with release, environment and the anonymous user", async () => {
    await look(sentry.enter(cookies.map((cookie) => `${cookie}; Path=/`), `${site}${known.page}carol%40example.org`));
    told(await event((one) => one.platform === "javascript"));
  });
}

/** Markers from a seed, on one side of the app: see tests/live/markers.py. */
async function seeded(side) {
  if (!existsSync(join(app, "src/app/checkout/planted"))) return; // the pages router shares its scrubber
  if (side === "browser" && !browser()) return;
  await check(`of markers from a seed nothing private arrives from the ${side}, and all that is useful`, async () => {
    const before = sentry.envelopes.length;
    const { batches, seed } = JSON.parse(markers("make", settings.PLANTED));
    console.log(`SEED=${seed}`);
    if (side === "browser") {
      await look(`${site}/checkout/planted/browser`);
    } else {
      for (const { path, query, headers, ...batch } of batches) {
        const init = { method: "POST", headers, body: JSON.stringify({ path, query, headers, ...batch }) };
        const answer = await fetch(`${site}/checkout/planted/${side}?${query}`, init);
        assert.equal(answer.status, 500);
      }
    }
    await until(() => sentry.of("log").length && sentry.envelopes.slice(before).join("").split('"type":"event"').length > batches.length, seen);
    await pause(6000); // logs and metrics go every five seconds
    writeFileSync(join(scratch, "envelopes.json"), JSON.stringify(sentry.envelopes.slice(before)));
    console.log(markers("check", settings.PLANTED, join(scratch, "envelopes.json")));
  });
}

/** What the generator says, or the file that it made. */
function markers(...args) {
  const { status, stdout, stderr } = spawnSync("python3", ["-B", join(import.meta.dirname, "../markers.py"), ...args]);
  assert.equal(status, 0, `${stdout}${stderr}`);
  return args[0] === "make" ? readFileSync(args[1], "utf8") : `${stdout}`.trim();
}

/** What every error has to say, and nothing more. */
function told(event) {
  assert.equal(event.release, "shop@4.2");
  assert.equal(event.environment, "live");
  assert.match(event.exception.values[0].value, /\[email\]/);
  const id = createHmac("sha256", `sentry-user-id:${SECRET}`).update(known.id).digest("hex");
  assert.deepEqual(event.user, { id });
  assert.equal(event.request?.cookies, undefined);
}

/** The names of all traces that arrived: transactions of older SDKs, streamed spans of newer ones. */
function traced() {
  const streamed = sentry.of("span").flatMap((batch) => batch.items ?? []);
  const segments = streamed.map((span) => String(span.attributes?.["sentry.segment.name"]?.value ?? span.name));
  return [...sentry.of("transaction").map((transaction) => transaction.transaction), ...segments];
}

function seen() {
  return `; traces: ${traced()}`;
}

function event(wanted) {
  return until(() => sentry.of("event").find(wanted), seen);
}

async function signedIn() {
  const { csrfToken, jar } = await fetch(`${site}/api/auth/csrf`).then(async (answer) => ({
    ...(await answer.json()),
    jar: answer.headers.getSetCookie(),
  }));
  const answer = await fetch(`${site}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: jar.map(pair).join("; "), "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email: known.email, pin: known.pin, json: "true" }),
  });
  const cookies = answer.headers.getSetCookie().map(pair).filter((cookie) => cookie.includes("session-token="));
  assert.equal(cookies.length, 1, `signing in answered ${answer.status}`);
  planted.push(cookies[0].split("=")[1]);
  return cookies;
}

function pair(cookie) {
  return cookie.split(";")[0];
}

function browser() {
  const folders = process.env.PATH.split(":");
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

function look(address) {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=15000"];
  return run(browser(), [...flags, `--user-data-dir=${join(scratch, "browser")}`, "--dump-dom", address], clean, 60);
}

function next(args, env) {
  return run("node", ["node_modules/next/dist/bin/next", ...args], env, 900); // a loaded machine builds slowly
}

function run(command, args, env, seconds) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: app, env, timeout: seconds * 1000 });
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(said) : reject(new Error(`${args.join(" ")}: ${code}\n${said}`))));
  });
}

function* files(folder) {
  for (const entry of readdirSync(folder, { recursive: true })) yield join(folder, entry);
}

async function up() {
  await until(() => fetch(`${site}/api/auth/csrf`).then((answer) => answer.ok, () => false), seen);
}
