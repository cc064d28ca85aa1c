// Load Metro configurations as Node does: `node load.mjs FOLDER FILE...`. Packages are stubs without `exports`, as
// the real ones are: a module of a package is found with its ending alone where Node's own modules are loaded.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const stub = (name, code) => {
  const file = join(folder, "node_modules", `${name}.js`);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, code);
};
const config = "{ resolver: { sourceExts: [] }, transformer: {}, watchFolders: [] }";
stub("@sentry/react-native/metro", `exports.getSentryExpoConfig = (root) => (globalThis.made.push(root), ${config});`);
stub("expo/metro-config", `exports.getDefaultConfig = () => { throw new Error("Expo made it"); };\nexports.mergeConfig = (a, b) => ({ ...a, ...b });\nexports.unstable_transformerPath = "x";`);
stub("@expo/metro-config/index", "module.exports = require('expo/metro-config');");
stub("metro-config/index", "exports.mergeConfig = (a, b) => ({ ...a, ...b });");
for (const name of ["nativewind", "styles"]) {
  stub(`${name}/metro`, "exports.withNativeWind = exports.withStyles = (config) => config;");
}

const [major, minor] = process.versions.node.split(".").map(Number);
const strips = major > 22 || (major === 22 && minor >= 18);
let loaded = 0;
for (const [at, file] of files.entries()) {
  const code = readFileSync(file, "utf8");
  const esm = /^(import|export) /m.test(code);
  if (file.endsWith(".ts") && !strips) {
    console.log(`SKIPPED ${file}: node ${process.version} reads no TypeScript`);
    continue;
  }
  // What bundlers and transpilers resolve without an ending, Node's own modules do not.
  const bare = esm && !/from ['"][^'"]+\/metro(-config)?\.js['"]/.test(code);
  const home = join(folder, String(at));
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), JSON.stringify({ type: esm ? "module" : "commonjs" }));
  const target = join(home, basename(file));
  cpSync(file, target);
  if (bare) {
    writeFileSync(target, code.replace(/(from ['"](?:@sentry|expo|@expo|nativewind|styles)[^'"]*\/[^'"]+)(['"])/g, "$1.js$2"));
  }
  if (esm) writeFileSync(target, `const __dirname = import.meta.dirname ?? ".";\n${readFileSync(target, "utf8")}`);
  globalThis.made = [];
  const { default: exported } = await import(pathToFileURL(target));
  const value = typeof exported === "function" ? await exported() : await exported;
  assert.equal(typeof value, "object", file);
  assert.equal(globalThis.made.length, 1, `${file}: made ${globalThis.made.length} times`);
  loaded += 1;
}
console.log(`${loaded} configurations loaded`);
