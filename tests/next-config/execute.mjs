// Runs Next.js configurations before and after they were wrapped, and compares.
//
//     node execute.mjs FOLDER [TYPESCRIPT]
//
// Every folder in FOLDER holds `before` and `after`. The SDK is a stub that counts its calls. After the change
// it was called once, what Next gets comes out of it, and apart from its mark it is what Next got before.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, compiler] = process.argv.slice(2);
const typescript = compiler && createRequire(import.meta.url)(compiler);
const PHASES = ["phase-production-build", "phase-development-server", "phase-export"];

const STUB = `
const calls = (globalThis.sentryCalls ??= []);
exports.withSentryConfig = (config, options, ...rest) => {
  calls.push([config, options, ...rest]);
  const mark = (value) => ({ ...value, wrapped: true });
  if (typeof config !== "function") return mark(config);
  return (...context) => {
    const value = config(...context);
    return value instanceof Promise ? value.then(mark) : mark(value);
  };
};
`;

function addStub(home) {
  const sdk = path.join(home, "node_modules/@sentry/nextjs");
  fs.mkdirSync(sdk, { recursive: true });
  const entries = { ".": "./index.js", "./config": "./config.js" };
  fs.writeFileSync(path.join(sdk, "package.json"), JSON.stringify({ name: "@sentry/nextjs", exports: entries }));
  for (const name of ["index.js", "config.js"]) fs.writeFileSync(path.join(sdk, name), STUB);
}

/** The file Node can load: TypeScript is compiled, and an ES module gets a name that says so. */
function loadable(home, name) {
  const file = path.join(home, name);
  let code = fs.readFileSync(file, "utf8");
  // `export = config` is CommonJS, whatever else the file imports.
  const isModule = /^(import|export) /m.test(code) && !/^export = /m.test(code);
  const extension = isModule ? ".mjs" : ".cjs";
  if (/\.m?ts$/.test(name)) {
    const { ModuleKind, ScriptTarget } = typescript;
    const module = isModule ? ModuleKind.ESNext : ModuleKind.CommonJS;
    code = typescript.transpile(code, { module, target: ScriptTarget.ES2022 }, name);
  } else if (name.endsWith(".mjs")) {
    return file;
  }
  // Beside the original, since other files may be named relative to it.
  const target = path.join(home, `loadable${extension}`);
  fs.writeFileSync(target, code);
  return target;
}

/** What Next would make of a configuration, for each phase. */
async function read(home, name) {
  const loaded = await import(pathToFileURL(loadable(home, name)));
  let config = await loaded.default;
  // What an ES module leaves behind in CommonJS.
  if (config?.__esModule) config = config.default;
  const results = [];
  for (const phase of PHASES) {
    results.push(typeof config === "function" ? await config(phase, { defaultConfig: {} }) : config);
  }
  return results;
}

/** Functions are the same where they say the same. */
const plain = (value) =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "function" ? `${part}` : part)));

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
  const states = ["before", "after"].map((state) => path.join(folder, shape, state));
  const endings = ["js", "mjs", "ts", "mts"];
  const candidates = ["", "apps/web/"].flatMap((home) => endings.map((end) => `${home}next.config.${end}`));
  const config = candidates.find((file) => fs.existsSync(path.join(states[1], file)));
  const [before, after] = states.map((state) => path.join(state, path.dirname(config)));
  const name = path.basename(config);
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
