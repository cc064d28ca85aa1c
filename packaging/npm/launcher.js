#!/usr/bin/env node
// Starts the binary of this platform, which npm has installed beside this package.
"use strict";

const { spawnSync } = require("node:child_process");

const name = `sentry-retrofit-${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "sentry-retrofit.exe" : "sentry-retrofit";

let binary;
try {
  binary = require.resolve(`${name}/bin/${program}`);
} catch {
  console.error(`error: the package ${name} is not installed`);
  console.error("hint: install without --omit=optional; where there is no such package, use `cargo install sentry-retrofit`");
  process.exit(2);
}

const ended = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (ended.error) {
  console.error(`error: cannot start ${binary}: ${ended.error.message}`);
  process.exit(2);
}
if (ended.signal) {
  process.kill(process.pid, ended.signal);
}
process.exitCode = ended.status ?? 2;
