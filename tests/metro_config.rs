//! Promise: a Metro configuration that the pack writes is one that Node loads, and Sentry's function makes it once. Node
//! loads what every case of the rules leaves, with a stub that counts its calls in the place of the packages.
//!
//! Needs `node`, for TypeScript one that strips types (22.18 or newer); what is skipped is printed with the reason.

// A helper of a test fails the test it helps.
#![allow(clippy::expect_used, clippy::print_stdout)]

#[path = "support/cases.rs"]
mod cases;

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Lays out what the cases leave behind: configurations.
fn configurations(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let rules = ["expo/metro", "expo/metro-new", "expo/repair/metro"];
    for (at, case) in cases::of_rules(|rule| rules.contains(&rule)).iter().enumerate() {
        let home = folder.join(at.to_string());
        cases::write(&case.after, &home);
        let files = case.after.keys().map(|path| home.join(path));
        found.extend(files.filter(|file| file.file_stem().is_some_and(|stem| stem == "metro.config")));
    }
    found
}

#[test]
fn every_configuration_is_loaded_and_made_by_sentry() {
    if !Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: there is no node here");
        return;
    }
    let laid_out = tempfile::tempdir().expect("a temporary folder");
    let configurations = configurations(laid_out.path());
    assert!(configurations.len() > 10, "only {} configurations", configurations.len());
    let temp = tempfile::tempdir().expect("a temporary folder");
    let script = Path::new(ROOT).join("tests/metro-config/load.mjs");
    let output = Command::new("node").arg(script).arg(temp.path()).args(&configurations).output().expect("node runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{text}");
    println!("{}", text.trim());
}
