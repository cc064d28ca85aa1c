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

// Lines of a message that were taken for frames, as @sentry/browser does.
const line = "mail ada@example.org (password=hunter2), /pay by 4111 1111 1111 1111";
const taken = { function: line, filename: line, abs_path: line, module: line, lineno: 3 };
const clean = "mail [email] (password=[Filtered]), /pay by [card]";
assert.deepEqual(scrubEvent({ exception: { values: [{ stacktrace: { frames: [taken] } }] } }).exception.values[0].stacktrace.frames, [
  { function: clean, filename: clean, abs_path: clean, module: clean, lineno: 3 },
]);

// The image that names the source map of a file names it like the frames do, encoding and all.
const code_file = "https://shop.example/app/%5Blocale%5D/page.js";
const images = [{ type: "sourcemap", code_file: `${code_file}?email=ada@example.org`, debug_id: "d" }];
assert.deepEqual(scrubEvent({ debug_meta: { images } }).debug_meta, { images: [{ ...images[0], code_file }] });

const join = "token: null, ON users.email = orders.email AND u.email = 'x'";
assert.equal(scrubbed({ join }).join, "token: null, ON users.email = orders.email AND u.email = [Filtered]");

// Markers nobody could have thought of: 600 from a seed that changes each run, planted where an event has values.
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
console.log(`SEED=${seed}`);
let state = seed;
const below = (end) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * end);
};
const one = (list) => list[below(list.length)];
const many = (length, from) => Array.from({ length }, () => one(from)).join("");
const word = () => many(6, "bdfgjklmz");
const luhn = (start) => one([..."0123456789"].map((last) => start + last).filter((number) => {
  const sum = [...number].reverse().reduce((all, digit, at) => all + (at % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : +digit), 0);
  return sum % 10 === 0;
}));
const iban = (rest) => `DE${String(98n - (BigInt(`${rest}131400`) % 97n)).padStart(2, "0")}${rest}`;
const upper = (text) => text[0].toUpperCase() + text.slice(1);
const last = ["email", "password", "token", "phone", "secret"];
const key = () => one([`${word()}_${one(last)}`, `${word()}${upper(one(last))}`, `X-${upper(word())}-${upper(one(last))}`]);
const shaped = () => one([
  () => luhn(`4${many(14, "0123456789")}`),
  () => iban(`1${many(17, "0123456789")}`),
  () => `${word()}.${word()}@${word()}.example`,
  () => `ghp_${many(36, "abcXYZ0189")}`,
  () => `+4917${many(8, "123456789")}`,
])();
for (let count = 0; count < 600; count += 1) {
  const marker = count % 2 ? word() + many(4, "0123456789") : shaped();
  const values = count % 2
    ? { [key()]: marker, nested: [{ [key()]: marker }], text: `${word()} ${key()}=${marker} end`, json: JSON.stringify({ [key()]: marker }) }
    : { text: `see ${marker} there`, list: [marker], nested: { json: JSON.stringify({ [word()]: marker }) } };
  const planted = {
    breadcrumbs: [{ message: values.text, data: values }],
    exception: { values: [{ value: values.text, stacktrace: { frames: [{ vars: values }] } }] },
    message: values.text,
    spans: [{ description: values.text, data: values }],
    contexts: { own: values },
    extra: values,
    tags: values,
  };
  const sent = JSON.stringify(scrubEvent(planted));
  assert.ok(!sent.includes(marker), `SEED=${seed}: ${marker} arrives in ${sent}`);
}

for (const unit of hostile) {
  const text = unit.repeat(1_000_000 / unit.length);
  const begin = process.cpuUsage();
  scrubbed({ text });
  const took = process.cpuUsage(begin).user / 1000;
  assert.ok(took < 500, `${took.toFixed()} ms for 1 MB of ${JSON.stringify(unit)}`);
}
console.log(`${found.length} found, ${left.length} left, ${hostile.length} hostile`);
