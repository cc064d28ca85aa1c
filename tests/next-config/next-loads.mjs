// Loads the configuration of an app with Next's own loader, as a build does.
//
//     node next-loads.mjs APP
//
// It has to come out of the SDK's wrapper, with what the user wrote, and to pass the types where it has any.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const app = path.resolve(process.argv[2]);
const require = createRequire(path.join(app, "package.json"));
const load = require("next/dist/server/config").default;
const config = await load("phase-production-build", app);
assert.equal(config.reactStrictMode, true, "what the user wrote is gone");
assert.ok("_sentryRewriteFramesDistDir" in (config.env ?? {}), "the configuration does not come out of the wrapper");
assert.equal(typeof config.webpack, "function");

const typed = ["next.config.ts", "next.config.mts"].find((name) => fs.existsSync(path.join(app, name)));
if (typed) {
  const ts = require("typescript");
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => { throw new Error(problem.messageText); } };
  const { options } = ts.getParsedCommandLineOfConfigFile(path.join(app, "tsconfig.json"), {}, host);
  const program = ts.createProgram([path.join(app, typed)], { ...options, noEmit: true, ignoreDeprecations: "5.0" });
  const problems = ts.getPreEmitDiagnostics(program).map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
  assert.deepEqual(problems, []);
}
