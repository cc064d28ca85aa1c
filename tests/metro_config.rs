//! Promise: a Metro configuration that the pack writes is one that Node loads, and Sentry's function makes it once. Node
//! loads what every case of the rules leaves, with a stub that counts its calls in the place of the packages.
//!
//! Needs `node`, for TypeScript one that strips types (22.18 or newer); what is skipped is printed with the reason.

// A helper of a test fails the test it helps.
#![allow(clippy::expect_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What the cases leave behind: configurations, and whether they belong to modules.
fn configurations() -> Vec<PathBuf> {
    let cases =
        ["metro", "metro-new", "repair/metro"].map(|rule| Path::new(ROOT).join("rules/expo").join(rule).join("tests"));
    let mut found = Vec::new();
    for case in cases.iter().flat_map(|cases| std::fs::read_dir(cases).expect("the rule's cases").flatten()) {
        let after = case.path().join("after");
        let files = std::fs::read_dir(after).into_iter().flatten().flatten().map(|entry| entry.path());
        found.extend(files.filter(|file| file.file_stem().is_some_and(|stem| stem == "metro.config")));
    }
    found.sort();
    found
}

#[test]
fn every_configuration_is_loaded_and_made_by_sentry() {
    if !Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: there is no node here");
        return;
    }
    let configurations = configurations();
    assert!(configurations.len() > 10, "only {} configurations", configurations.len());
    let temp = tempfile::tempdir().expect("a temporary folder");
    let script = Path::new(ROOT).join("tests/metro-config/load.mjs");
    let output = Command::new("node").arg(script).arg(temp.path()).args(&configurations).output().expect("node runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{text}");
    println!("{}", text.trim());
}
