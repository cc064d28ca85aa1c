//! Promise: a wrapped Next.js configuration still is the user's configuration. Node runs every case of the rule
//! before and after, with a stub that counts its calls in the place of the SDK.
//!
//! Needs `node`, and for the shapes in TypeScript a package index on the first run; what is skipped is printed
//! with the reason.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rayon::prelude::*;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What the compiler that turns TypeScript into JavaScript is asked for as.
const TYPESCRIPT: &str = "typescript@5.9.3";

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The folder of a TypeScript compiler, installed below `.cache` where it is missing.
fn typescript() -> Option<PathBuf> {
    let home = Path::new(ROOT).join(".cache/node").join(TYPESCRIPT);
    let compiler = home.join("node_modules/typescript");
    if !compiler.join("package.json").exists() {
        fs::create_dir_all(&home).expect("create the cache");
        let install = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix"];
        let installed = Command::new("npm").args(install).arg(&home).arg(TYPESCRIPT).output();
        let installed = installed.map_or_else(|error| error.to_string(), |output| text(&output));
        if !compiler.join("package.json").exists() {
            println!("SKIPPED configurations in TypeScript: npm does not install {TYPESCRIPT}: {}", installed.trim());
            return None;
        }
    }
    Some(compiler)
}

fn has_node() -> bool {
    let version = Command::new("node").arg("--version").output();
    let version = version.ok().filter(|output| output.status.success());
    match &version {
        Some(version) => println!("node {}", text(version).trim()),
        None => println!("SKIPPED: there is no node here"),
    }
    version.is_some()
}

/// Lays out the cases of rules that change something in a folder, as `before` and `after`. How many they are.
fn lay_out(folder: &Path, rules: &[&str]) -> usize {
    let all = cases::of_rules(|rule| rule.strip_prefix("nextjs/").is_some_and(|rule| rules.contains(&rule)));
    for (at, case) in all.iter().enumerate() {
        let shape = folder.join(format!("{}-{at}", case.rule.replace('/', "-")));
        cases::write(&case.before, &shape.join("before"));
        cases::write(&case.before, &shape.join("after"));
        cases::write(&case.after, &shape.join("after"));
    }
    all.len()
}

#[test]
fn old_forms_of_the_options_say_the_same_in_the_new_one() {
    if !has_node() {
        return;
    }
    let temp = tempfile::tempdir().expect("a temporary folder");
    let rules = ["legacy/arguments", "legacy/gone", "legacy/options", "legacy/sentry-key"];
    let shapes = lay_out(temp.path(), &rules);
    assert!(shapes > 20, "only {shapes} shapes");
    let script = Path::new(ROOT).join("tests/next-config/upgrade.mjs");
    let mut node = Command::new("node");
    let output = node.arg(&script).arg(temp.path()).args(typescript()).env("SENTRY_AUTH_TOKEN", "1").output();
    let output = output.expect("node runs");
    assert!(output.status.success(), "{}", text(&output));
    println!("{}", text(&output).trim());
}

#[test]
fn every_wrapped_configuration_is_called_once_and_keeps_what_the_user_wrote() {
    if !has_node() {
        return;
    }
    let temp = tempfile::tempdir().expect("a temporary folder");
    let shapes = lay_out(temp.path(), &["config"]);
    assert!(shapes > 40, "only {shapes} shapes");
    let compiler = typescript();
    let script = Path::new(ROOT).join("tests/next-config/execute.mjs");
    // Once as it is, and once with the variables set that the shapes look at.
    for variables in [&[][..], &[("DIST", "out"), ("PLAIN", "1"), ("RELEASE_VERSION", "1.0"), ("CI", "1")][..]] {
        let mut node = Command::new("node");
        node.arg(&script).arg(temp.path()).args(&compiler);
        for name in ["DIST", "PLAIN", "RELEASE_VERSION", "CI", "SENTRY_UPLOAD_REQUIRED"] {
            node.env_remove(name);
        }
        let output = node.envs(variables.iter().copied()).output().expect("node runs");
        assert!(output.status.success(), "with {variables:?}:\n{}", text(&output));
        println!("{}", text(&output).trim());
    }
}

/// Apps in which Next's own loader runs: the packages of each.
const LOADERS: [&[&str]; 5] = [
    &["next@15.3.1", "react@19.1.0", "react-dom@19.1.0", "@sentry/nextjs@11.1.0", "@types/react@19.1.0"],
    &["next@15.3.1", "react@19.1.0", "react-dom@19.1.0", "@sentry/nextjs@10.78.0", "@types/react@19.1.0"],
    &["next@15.3.1", "react@19.1.0", "react-dom@19.1.0", "@sentry/nextjs@10.72.0", "@types/react@19.1.0"],
    &["next@14.2.20", "react@18.3.1", "react-dom@18.3.1", "@sentry/nextjs@9.47.2", "@types/react@18.3.1"],
    &["next@13.5.6", "react@18.3.1", "react-dom@18.3.1", "@sentry/nextjs@10.78.0", "@types/react@18.3.1"],
];

/// The version among `name@version` packages.
fn version_of<'p>(packages: &[&'p str], name: &str) -> &'p str {
    packages.iter().find_map(|package| package.strip_prefix(name)?.strip_prefix('@')).expect("the package is named")
}

/// The folder in which these packages are installed, below `.cache`; `None` where npm does not install them.
fn installed(packages: &[&str]) -> Option<PathBuf> {
    let key = format!("next-{}-sentry-{}", version_of(packages, "next"), version_of(packages, "@sentry/nextjs"));
    let home = Path::new(ROOT).join(".cache/next-loader").join(&key);
    let complete = home.join("complete");
    if !complete.exists() {
        fs::create_dir_all(&home).expect("create the cache");
        let install = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"];
        let others = [TYPESCRIPT, "@types/node@22.10.0"];
        let output = Command::new("npm").args(install).arg(&home).args(packages).args(others).output();
        if !output.as_ref().is_ok_and(|output| output.status.success()) {
            let why = output.map_or_else(|error| error.to_string(), |output| text(&output));
            println!("SKIPPED {key}: npm does not install it: {}", why.trim());
            return None;
        }
        fs::write(complete, "").expect("mark the installation");
    }
    Some(home)
}

/// What `plan` makes of an app, as files on disk: its patch, applied by git.
fn plan_onto(folder: &Path) {
    let git = |args: &[&str]| {
        let output = Command::new("git").current_dir(folder).args(args).output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {}", text(&output));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    let patch = folder.join("plan.patch");
    let plan = Command::new(env!("CARGO_BIN_EXE_sentry-retrofit"))
        .current_dir(folder)
        .args(["plan", "--only", "nextjs", "--format", "patch", "-o", "plan.patch"])
        .output()
        .expect("the plan is made");
    assert!(plan.status.success(), "{}", text(&plan));
    // A plan that declines everything is an empty one.
    git(&["apply", "--allow-empty", &patch.to_string_lossy()]);
}

#[test]
fn next_loads_every_pair_of_sdk_and_import_path_that_a_plan_produces() {
    if !has_node() {
        return;
    }
    let esm = "/** @type {import(\"next\").NextConfig} */\nconst nextConfig = { reactStrictMode: true };\n\nexport default nextConfig;\n";
    let cjs = "module.exports = { reactStrictMode: true };\n";
    let typed = "import type { NextConfig } from \"next\";\n\nconst nextConfig: NextConfig = { reactStrictMode: true };\n\nexport default nextConfig;\n";
    let shape = |name, code, kind, resolution| Shape { name, code, kind, resolution };
    let shapes = [
        shape("next.config.js", cjs, "commonjs", "node"),
        shape("next.config.js", esm, "module", "node"),
        shape("next.config.mjs", esm, "commonjs", "node"),
        shape("next.config.ts", typed, "commonjs", "node"),
        shape("next.config.ts", typed, "module", "node"),
        shape("next.config.ts", typed, "commonjs", "bundler"),
        shape("next.config.ts", typed, "module", "bundler"),
    ];
    // Packages are fetched and configurations loaded side by side.
    let loaded: Vec<String> = LOADERS
        .par_iter()
        .filter_map(|packages| Some((packages, installed(packages)?)))
        .flat_map(|(packages, home)| {
            let next = version_of(packages, "next");
            let takes = |shape: &&Shape| next.starts_with("15") || shape.name != "next.config.ts";
            // The SDK is in the manifest, or the plan picks it.
            let wanted: Vec<_> =
                shapes.iter().filter(takes).flat_map(|shape| [(shape, true), (shape, false)]).collect();
            wanted.into_par_iter().filter_map(move |(shape, declared)| shape.loads(packages, &home, declared))
        })
        .collect();
    let pairs: BTreeSet<&String> = loaded.iter().collect();
    println!("{} configurations are loaded: {pairs:?}", loaded.len());
}

/// A configuration, the kind of module of the app, and how TypeScript looks up packages.
struct Shape {
    name: &'static str,
    code: &'static str,
    kind: &'static str,
    resolution: &'static str,
}

impl Shape {
    /// Loads the configuration as a plan leaves it: the version of the SDK and the path by which it is imported. `None`
    /// where the plan declines it, or picks a version that is not the one installed.
    fn loads(&self, packages: &[&str], home: &Path, declared: bool) -> Option<String> {
        let Shape { name, code, kind, resolution } = self;
        let [next, sdk, react] = ["next", "@sentry/nextjs", "react"].map(|name| version_of(packages, name));
        let temp = tempfile::tempdir().expect("a temporary folder");
        let app = temp.path();
        let there = if declared { format!("\"@sentry/nextjs\": \"{sdk}\", ") } else { String::new() };
        let manifest = format!(
            "{{ \"name\": \"app\", \"type\": \"{kind}\", \"dependencies\": {{ {there}\"next\": \"{next}\", \"react\": \"{react}\" }} }}\n"
        );
        let options = "\"target\": \"ES2022\", \"module\": \"esnext\", \"strict\": true, \"skipLibCheck\": true, \"esModuleInterop\": true";
        let types = format!("{{ \"compilerOptions\": {{ {options}, \"moduleResolution\": \"{resolution}\" }} }}\n");
        fs::create_dir_all(app.join("app")).expect("the app's folder");
        let page = "export default () => null;\n";
        for (file, text) in
            [("app/page.js", page), ("package.json", &manifest), ("tsconfig.json", &types), (name, code)]
        {
            fs::write(app.join(file), text).expect("a file of the app");
        }
        plan_onto(app);
        let written = fs::read_to_string(app.join(name)).expect("the configuration");
        let picked = fs::read_to_string(app.join("package.json")).expect("the manifest");
        if !written.contains("withSentryConfig") {
            // The one pair that cannot be loaded is declined.
            assert!(
                name.ends_with("ts") && *resolution == "node" && declared && sdk.starts_with("11"),
                "{name} with {sdk} (declared: {declared}) was left alone"
            );
            return None;
        }
        let is_picked = |range: &str| picked.contains(&format!("\"@sentry/nextjs\": \"{range}{sdk}\""));
        if !is_picked("") && !is_picked("^") {
            return None; // Loaded where the version that was picked is installed.
        }
        link(&home.join("node_modules"), &app.join("node_modules"));
        let script = Path::new(ROOT).join("tests/next-config/next-loads.mjs");
        let output = Command::new("node").arg(&script).arg(app).output().expect("node runs");
        assert!(
            output.status.success(),
            "{name} ({kind}, {resolution}), Next {next}, SDK {sdk}:\n{written}\n{}",
            text(&output)
        );
        let path = if written.contains("@sentry/nextjs/config") { "/config" } else { "root" };
        Some(format!("{sdk} {path}"))
    }
}

/// Makes a folder of packages known to an app.
fn link(from: &Path, to: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(from, to).expect("link the packages");
    #[cfg(not(unix))]
    copy(from, to);
}
