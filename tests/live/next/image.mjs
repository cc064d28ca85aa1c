// Build the image of a patched app by hand, as there may be no container engine: each instruction of its
// Dockerfile in a folder that stands for the file system, with the arguments and the secret that its workflow
// hands the build. Then start what the image starts. `node image.mjs DIR`
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { check, freePort, passed, until } from "./checks.mjs";
import { start } from "./sentry.mjs";

const app = process.argv[2];
const TOKEN = "sntrys_planted_in_the_live_test";
const COMMIT = "3f2a91c07d5e4b8896a1f0c2d4e6b8a09c1d2e3f";
const sentry = await start();
const scratch = mkdtempSync(join(tmpdir(), "next-image-"));
const clean = { PATH: process.env.PATH, HOME: scratch, LANG: "C.UTF-8", NEXT_TELEMETRY_DISABLED: "1", SENTRY_URL: sentry.url };

try {
  const handed = ofWorkflow(readFileSync(join(app, ".github/workflows/deploy.yml"), "utf8"));
  let image;
  await check("a fork, which has no token, builds the image and asks nobody", async () => {
    await build({ args: {}, secrets: {} });
    assert.deepEqual(sentry.calls, []);
  });
  await check("with what the workflow hands it, the build uploads its source maps", async () => {
    image = await build(handed);
    const made = sentry.calls.map((call) => call.call);
    assert.ok(made.some((call) => call.endsWith("/assemble/")), made.join("\n"));
    assert.ok(sentry.calls.some((call) => call.body.includes(COMMIT)), "no call names the release");
  });
  await check("the image has no source map of the browser, and no file of it the token", () => {
    const all = [...files(image.root)];
    assert.ok(all.some((file) => file.includes("/.next/static/") && file.endsWith(".js")), "no script is in the image");
    assert.deepEqual(all.filter((file) => file.includes("/.next/static/") && file.endsWith(".map")), []);
    assert.deepEqual(all.filter((file) => readFileSync(file).includes(TOKEN)), []);
  });
  await check("what it starts serves scripts, and none of their maps", async () => {
    const port = await freePort();
    const env = { ...clean, ...image.env, PORT: String(port), HOSTNAME: "127.0.0.1", AUTH_SECRET: "a secret of the live test" };
    const server = spawn(image.command[0], image.command.slice(1), { cwd: image.folder, env, stdio: "ignore" });
    try {
      const page = await until(() => fetch(`http://127.0.0.1:${port}`).then((answer) => answer.text(), () => ""));
      const scripts = new Set(page.match(/\/_next\/static\/[^"\\]+\.js/g));
      assert.ok(scripts.size, page);
      for (const script of scripts) {
        assert.equal((await fetch(`http://127.0.0.1:${port}${script}`)).status, 200, script);
        assert.equal((await fetch(`http://127.0.0.1:${port}${script}.map`)).status, 404, script);
      }
    } finally {
      server.kill("SIGTERM");
    }
  });
  console.log(`${passed} passed`);
} finally {
  await sentry.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
process.exit();

/** What the step that builds the image hands it: `build-args` and `secrets`, as a runner would fill them in. */
function ofWorkflow(text) {
  const known = {
    "github.sha": COMMIT,
    "vars.SENTRY_ORG": "acme",
    "vars.SENTRY_PROJECT": "web",
    "vars.NEXT_PUBLIC_SENTRY_DSN": sentry.dsn,
    "secrets.SENTRY_AUTH_TOKEN": TOKEN,
  };
  const block = (key) => {
    const found = new RegExp(`^( *)${key}: \\|\\n((?:\\1 +.*\\n)+)`, "m").exec(text);
    assert.ok(found, `the workflow hands the build no ${key}`);
    return Object.fromEntries(
      found[2].trim().split("\n").map((line) => {
        const [, name, expression] = /^\s*([\w-]+)=\$\{\{ (\S+) \}\}$/.exec(line);
        assert.ok(expression in known, line);
        return [name, known[expression]];
      }),
    );
  };
  return { args: block("build-args"), secrets: block("secrets") };
}

/** Does what the Dockerfile says, and gives the last stage. */
async function build({ args, secrets }) {
  const lines = readFileSync(join(app, "Dockerfile"), "utf8").replace(/\\\n\s*/g, " ").split("\n");
  const stages = {};
  let stage;
  for (const line of lines) {
    const [, instruction, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === "FROM") {
      const root = mkdtempSync(join(scratch, "stage-"));
      stage = { root, folder: root, env: {}, args: {} };
      stages[/ AS (\S+)$/i.exec(rest)?.[1] ?? "last"] = stage;
    } else if (instruction === "WORKDIR") {
      stage.folder = join(stage.root, rest);
      mkdirSync(stage.folder, { recursive: true });
    } else if (instruction === "ARG") {
      for (const name of rest.split(/\s+/)) if (name in args) stage.args[name] = args[name];
    } else if (instruction === "ENV") {
      const [, name, value] = /^(\w+)=(.*)$/.exec(rest);
      stage.env[name] = value;
    } else if (instruction === "COPY") {
      const [, from, words] = /^(?:--from=(\S+) )?(.*)$/.exec(rest);
      const paths = words.split(/\s+/);
      const to = join(stage.folder, paths.pop());
      for (const path of paths) put(from ? join(stages[from].root, path) : join(app, path), to, !from);
    } else if (instruction === "RUN") {
      const [, mount, command] = /^(?:--mount=type=secret,(\S+) )?(.*)$/.exec(rest);
      const { id, env: name } = Object.fromEntries((mount ?? "").split(",").map((part) => part.split("=")));
      const secret = id in secrets ? { [name]: secrets[id] } : {};
      // The packages were installed once for all tests.
      if (command === "npm ci") cpSync(join(app, "node_modules"), join(stage.folder, "node_modules"), { recursive: true, verbatimSymlinks: true });
      else await run(command, stage.folder, { ...clean, ...stage.env, ...stage.args, ...secret });
    } else if (instruction === "CMD") {
      stage.command = JSON.parse(rest);
    }
  }
  return stage;
}

/** As COPY does: what is in a folder, or a file. What .dockerignore would leave out stays where it is. */
function put(from, to, ofContext) {
  const left = (path) => !["node_modules", ".next", ".git"].includes(basename(path));
  const target = statSync(from).isDirectory() || !existsSync(to) ? to : join(to, basename(from));
  cpSync(from, target, { recursive: true, verbatimSymlinks: true, filter: ofContext ? left : undefined });
}

function run(command, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", command], { cwd, env, timeout: 900_000 });
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`${command}: ${code}\n${said}`))));
  });
}

function files(folder) {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all.map((entry) => join(entry.parentPath, entry.name));
}
