//! Promise: a wrapped Next.js configuration still is the user's configuration. Node runs every case of the rule
//! before and after, with a stub that counts its calls in the place of the SDK.
//!
//! Needs `node`, and for the shapes in TypeScript a package index on the first run; what is skipped is printed
//! with the reason.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What the compiler that turns TypeScript into JavaScript is asked for as.
const TYPESCRIPT: &str = "typescript@5.9.3";

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("create the copy");
    for entry in fs::read_dir(from).expect("read the case").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy a file");
        }
    }
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

/// Copies the cases of rules that change something to a folder, as `before` and `after`. How many they are.
fn lay_out(folder: &Path, rules: &[&str]) -> usize {
    let mut shapes = 0;
    for rule in rules {
        let cases = Path::new(ROOT).join("rules/nextjs").join(rule).join("tests");
        for case in fs::read_dir(cases).expect("the rule's cases").flatten() {
            let (before, after) = (case.path().join("before"), case.path().join("after"));
            if after.is_dir() {
                shapes += 1;
                let name = format!("{}-{}", rule.replace('/', "-"), case.file_name().to_string_lossy());
                let shape = folder.join(name);
                copy(&before, &shape.join("before"));
                copy(&before, &shape.join("after"));
                copy(&after, &shape.join("after"));
            }
        }
    }
    shapes
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
