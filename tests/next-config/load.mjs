// Loads Next.js configurations with a stub in the place of the SDK, which counts its calls.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

export const [folder, compiler] = process.argv.slice(2);
export const typescript = compiler && createRequire(import.meta.url)(compiler);
export const PHASES = ["phase-production-build", "phase-development-server", "phase-export"];

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

export function addStub(home) {
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
export async function read(home, name) {
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
export const plain = (value) =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === "function" ? `${part}` : part)));

/** The folders of a shape before and after the change, and the name of its configuration. */
export function states(shape) {
  const states = ["before", "after"].map((state) => path.join(folder, shape, state));
  const endings = ["js", "mjs", "ts", "mts"];
  const candidates = ["", "apps/web/"].flatMap((home) => endings.map((end) => `${home}next.config.${end}`));
  const config = candidates.find((file) => fs.existsSync(path.join(states[1], file)));
  const homes = states.map((state) => path.join(state, path.dirname(config)));
  return { homes, name: path.basename(config) };
}
