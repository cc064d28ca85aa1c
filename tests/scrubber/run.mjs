// The scrubber of a web app or a mobile app on its own: `node run.mjs FILE`, where FILE exports `scrubEvent`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { found, left, blanked, kept, hostile } = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));
const { scrubEvent, scrubBreadcrumb } = await import(pathToFileURL(process.argv[2]));
const scrubbed = (extra) => scrubEvent({ event_id: "e1", extra }).extra;

for (const [text, clean] of found) assert.equal(scrubbed({ text }).text, clean);
// Breadcrumbs are scrubbed twice.
for (const [, clean] of found) assert.equal(scrubbed({ text: clean }).text, clean);
for (const text of left) assert.equal(scrubbed({ text }).text, text);

// Keys by their words.
for (const key of blanked) assert.deepEqual(scrubbed({ [key]: "x" }), { [key]: "[Filtered]" });
for (const key of kept) assert.deepEqual(scrubbed({ [key]: "x" }), { [key]: "x" });

// A number of JSON, a key, a key of a library, and what a breadcrumb holds.
assert.deepEqual(scrubbed({ a: 4111111111111111, b: 1732271850123, "thread.name": "main", card: { brand: "x" }, cvc: 123 }), {
  a: "[card]",
  b: 1732271850123,
  "thread.name": "main",
  card: "[Filtered]",
  cvc: "[Filtered]",
});
const crumb = scrubBreadcrumb({ message: "4111 1111 1111 1111", data: { n: 4111111111111111, iban: "x", at: 3 } });
assert.deepEqual(crumb, { message: "[card]", data: { n: "[card]", iban: "[Filtered]", at: 3 } });

const filename = "app:///index.html";
const frames = [{ filename: `${filename}?email=ada@example.org#a`, abs_path: filename, lineno: 3 }];
const event = scrubEvent({ exception: { values: [{ stacktrace: { frames } }] } });
assert.deepEqual(event.exception.values[0].stacktrace.frames, [{ filename, abs_path: filename, lineno: 3 }]);

// The image that names the source map of a file names it like the frames do, encoding and all.
const code_file = "https://shop.example/app/%5Blocale%5D/page.js";
const images = [{ type: "sourcemap", code_file: `${code_file}?email=ada@example.org`, debug_id: "d" }];
assert.deepEqual(scrubEvent({ debug_meta: { images } }).debug_meta, { images: [{ ...images[0], code_file }] });

const join = "token: null, ON users.email = orders.email AND u.email = 'x'";
assert.equal(scrubbed({ join }).join, "token: null, ON users.email = orders.email AND u.email = [Filtered]");

for (const unit of hostile) {
  const text = unit.repeat(1_000_000 / unit.length);
  const begin = process.cpuUsage();
  scrubbed({ text });
  const took = process.cpuUsage(begin).user / 1000;
  assert.ok(took < 500, `${took.toFixed()} ms for 1 MB of ${JSON.stringify(unit)}`);
}
console.log(`${found.length} found, ${left.length} left, ${hostile.length} hostile`);
