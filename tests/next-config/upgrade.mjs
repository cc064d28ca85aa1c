// Runs Next.js configurations before and after old forms of the SDK's options were brought up to date.
//
//     node upgrade.mjs FOLDER [TYPESCRIPT]
//
// Every folder in FOLDER holds `before` and `after`. The SDK is a stub that counts its calls. It is called as
// often as before, with two arguments: the user's configuration without the key `sentry`, and all options that
// stood in one of the places an older SDK read.
import assert from "node:assert/strict";
import fs from "node:fs";

import { addStub, folder, plain, read, states, typescript } from "./load.mjs";

/** All options of one call by their older names; what no SDK reads any more left out. */
function options([config, second = {}, third = {}]) {
  const { webpack = {}, ...all } = { ...second, ...third, ...config.sentry };
  const { treeshake, disableSentryConfig, ...below } = webpack;
  const { removeDebugLogging, ...others } = treeshake ?? {};
  Object.assign(all, below);
  if (removeDebugLogging !== undefined) all.disableLogger = removeDebugLogging;
  if (disableSentryConfig !== undefined) all.disableSentryWebpackConfig = disableSentryConfig;
  if (Object.keys(others).length) all.treeshake = others;
  if (all.hideSourceMaps === true) delete all.hideSourceMaps;
  delete all.transpileClientSDK;
  return plain(all);
}

async function calls(home, name) {
  addStub(home);
  globalThis.sentryCalls = [];
  const results = await read(home, name);
  return { results, calls: globalThis.sentryCalls };
}

const without = ({ sentry, ...config }) => plain(config);

let [held, skipped, failed] = [0, 0, 0];
for (const shape of fs.readdirSync(folder).sort()) {
  const { homes, name } = states(shape);
  if (/ts$/.test(name) && !typescript) {
    skipped += 1;
    continue;
  }
  try {
    const [before, after] = [await calls(homes[0], name), await calls(homes[1], name)];
    assert.ok(before.calls.length, "the configuration was not wrapped before");
    assert.equal(after.calls.length, before.calls.length, "the number of calls changed");
    assert.deepEqual(after.results.map(without), before.results.map(without));
    for (const [index, call] of after.calls.entries()) {
      assert.ok(call.length <= 2, `${call.length} arguments`);
      assert.equal(call[0].sentry, undefined);
      assert.deepEqual(plain(call[0]), without(before.calls[index][0]));
      assert.deepEqual(options(call), options(before.calls[index]));
    }
    assert.notDeepEqual(after.calls.map(plain), before.calls.map(plain), "nothing changed");
    held += 1;
  } catch (error) {
    failed += 1;
    console.error(`${shape}: ${error.stack}`);
  }
}
console.log(`${held} upgrades hold${skipped ? `, ${skipped} in TypeScript skipped` : ""}`);
process.exit(failed ? 1 : 0);
