// Runs Next.js configurations before and after they were wrapped, and compares.
//
//     node execute.mjs FOLDER [TYPESCRIPT]
//
// Every folder in FOLDER holds `before` and `after`. The SDK is a stub that counts its calls. After the change
// it was called once, what Next gets comes out of it, and apart from its mark it is what Next got before.
import assert from "node:assert/strict";
import fs from "node:fs";

import { addStub, folder, PHASES, plain, read, states, typescript } from "./load.mjs";

function checkOptions(options) {
  for (const name of ["sourcemaps", "release", "telemetry", "silent", "errorHandler"]) assert.ok(name in options, name);
  assert.equal(options.sourcemaps.deleteSourcemapsAfterUpload, true);
  assert.equal(options.release.name, process.env.RELEASE_VERSION);
  const failure = new Error("refused");
  const { warn } = console;
  console.warn = () => {};
  try {
    options.errorHandler(failure);
    process.env.SENTRY_UPLOAD_REQUIRED = "1";
    assert.throws(() => options.errorHandler(failure), failure);
  } finally {
    delete process.env.SENTRY_UPLOAD_REQUIRED;
    console.warn = warn;
  }
}

let [held, skipped, failed] = [0, 0, 0];
for (const shape of fs.readdirSync(folder).sort()) {
  const { homes, name } = states(shape);
  const [before, after] = homes;
  if (/ts$/.test(name) && !typescript) {
    skipped += 1;
    continue;
  }
  try {
    [before, after].forEach(addStub);
    globalThis.sentryCalls = [];
    const wanted = await read(before, name);
    assert.equal(globalThis.sentryCalls.length, 0, "the configuration was wrapped before");
    const found = await read(after, name);
    const calls = globalThis.sentryCalls;
    // A function that wraps what it awaits is called for every phase.
    const times = calls.length === PHASES.length ? new Set(found).size : calls.length;
    assert.equal(calls.length === 1 || times === PHASES.length, true, `called ${calls.length} times`);
    for (const [index, value] of found.entries()) {
      const { wrapped, ...rest } = plain(value);
      assert.equal(wrapped, true, "what Next gets does not come out of the wrapper");
      assert.deepEqual(rest, plain(wanted[index]));
    }
    for (const call of calls) {
      assert.equal(call.length, 2);
      checkOptions(call[1]);
    }
    held += 1;
  } catch (error) {
    failed += 1;
    console.error(`${shape}: ${error.stack}`);
  }
}
console.log(`${held} shapes hold${skipped ? `, ${skipped} in TypeScript skipped` : ""}`);
process.exit(failed ? 1 : 0);
