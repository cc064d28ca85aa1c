// The scrubber of a patched app on its own: what it finds, what it leaves, that it never throws, and that
// hostile text costs it little. `node scrub.mjs DIR`
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const app = process.argv[2];
const { scrubBreadcrumb, scrubEvent, scrubText } = await load("scrubber");
const { tracesSampler } = await load("shared");
rmSync(join(app, "sentry.scrubber.live.mjs"));

const FOUND = [
  ["mail ada@example.org", "mail [email]"],
  ["/u?email=ada%40example.org&x=1", "/u?email=[Filtered]&x=1"],
  ["/u?x=1&full_name=Ada%20Lovelace", "/u?x=1&full_name=[Filtered]"],
  ["/in?next=%252Fu%253Femail%253Dada%2540example.org", "/in?next=/u?email=[Filtered]"],
  ['{"fullName":"Ada Lovelace","n":1}', '{"fullName":[Filtered],"n":1}'],
  ["full_name=Ada Lovelace was there", "full_name=[Filtered] was there"],
  ["Authorization: Bearer abc.def", "Authorization: [Filtered]"],
  ["from 10.1.2.3 and 2001:db8::ff00:42:8329", "from [ip] and [ip]"],
  ["call +49 (0)151 2345-6789 or 555-123-4567", "call [phone] or [phone]"],
];
const LEFT = [
  "Cannot read properties of undefined (reading 'email')",
  "at 10:57:30 on 2026-11-22, v1.2.3.4, Chrome/131.0.0.0, next@16.4.6",
  "50% of %zz",
];
for (const [text, clean] of FOUND) assert.equal(scrubText(text), clean);
for (const text of LEFT) assert.equal(scrubText(text), text);

const event = scrubEvent({
  event_id: "e1",
  release: "1.2.3.4",
  user: { id: "u1", email: "ada@example.org", ip_address: "10.1.2.3" },
  request: { url: "/u?email=ada%40example.org", cookies: { a: "b" }, data: "secret", headers: { Cookie: "a=b", "User-Agent": "x" } },
  contexts: { os: { name: "Linux" }, trace: { trace_id: "0123456789" } },
  extra: { deep: [{ Phone_Number: "x" }, ["email", "ada@example.org"]] },
  exception: { values: [{ value: "no ada@example.org", stacktrace: { frames: [{ filename: "http://10.1.2.3/a.js" }] } }] },
});
assert.deepEqual(event.user, { id: "u1" });
assert.equal(event.release, "1.2.3.4");
assert.equal(event.request.data, undefined);
assert.equal(event.request.cookies, undefined);
assert.equal(event.contexts.os.name, "Linux");
assert.deepEqual(event.extra.deep[1], ["email", "[Filtered]"]);
assert.equal(event.exception.values[0].stacktrace.frames[0].filename, "http://10.1.2.3/a.js");
assert.doesNotMatch(JSON.stringify(event), /ada|a=b|secret/);

// It never throws, and what it could not look at does not leave.
const circle = {};
circle.circle = circle;
assert.ok(scrubEvent({ extra: circle }));
const hidden = { event_id: "e2", get extra() { throw new Error("ada@example.org"); } };
assert.deepEqual(scrubEvent(hidden), { event_id: "e2", message: "Withheld: it could not be scrubbed" });
const live = { email: "ada@example.org", user: { name: "Ada" } };
scrubBreadcrumb({ data: live });
assert.equal(live.email, "ada@example.org", "a live object of the app was changed");

const size = 100_000;
const HOSTILE = [
  "a", "a@", "%41", "%ff", "a.", "1", "1 ", "1.", "a:", ":", "+1 ", 'email="', 'email=\\"', "email={", "email = ",
  "e_m_a_i_l_", "phone ", "x@a.", 'email="\\', " full_name=a Bb Cc", `${"a".repeat(64)}@${"b".repeat(62)}.`, "00", "(0",
];
for (const part of HOSTILE) {
  const text = part.repeat(size / part.length);
  const begin = process.cpuUsage();
  scrubText(text);
  const took = process.cpuUsage(begin).user / 1000;
  assert.ok(took < 500, `${took.toFixed()} ms for 100 kB of ${JSON.stringify(part)}`);
}

const rate = (path, rate) =>
  tracesSampler(rate)({ name: "GET", attributes: { "http.target": path }, inheritOrSampleWith: (share) => share });
assert.equal(rate("/checkout", "0"), 1);
assert.equal(rate("/checkout/done?email=x", "0"), 1);
assert.equal(rate("/de/checkout", "0"), 1);
assert.equal(rate("/checkouts", "0"), 0);
assert.equal(rate("/", "0.5"), 0.5);
assert.equal(rate("/", 0), 0);
for (const nonsense of ["", undefined, "x", "7", "-1", "NaN"]) assert.equal(rate("/", nonsense), 0.1);
console.log("scrubber: passed");

/** One of the two modules, which Node needs the whole path of the other for. */
async function load(name) {
  const places = [".ts", ".js"].flatMap((end) => [`sentry.${name}${end}`, `src/sentry.${name}${end}`]);
  const source = places.map((place) => join(app, place)).find(existsSync);
  const module = join(app, `sentry.${name}.live.mjs`);
  writeFileSync(module, plain(source).replace(/(\.\/sentry\.scrubber)/g, "$1.live.mjs"));
  const loaded = await import(pathToFileURL(module));
  if (name === "shared") rmSync(module);
  return loaded;
}

/** The module as Node runs it. */
function plain(file) {
  const text = readFileSync(file, "utf8");
  if (!file.endsWith(".ts")) return text;
  const ts = createRequire(join(app, "package.json"))("typescript");
  return ts.transpileModule(text, { compilerOptions: { target: "ES2022", module: "ESNext" } }).outputText;
}
