//! Promise: what the rules put into pipelines is sound to the linters people use, and does what it says when
//! it runs, against a receiver on loopback.
//!
//! Needs `python3` and `npm`, and on the first run their package indexes; what is skipped is printed with
//! the reason.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;
use std::process::Command;

fn check(what: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ci/run.sh");
    let output = Command::new("sh").arg(script).arg(what).output().expect("sh starts");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    for line in said.lines().filter(|line| line.contains("SKIPPED") || line.ends_with("passed")) {
        println!("{line}");
    }
}

#[test]
fn linters_find_nothing_new_in_an_edited_workflow() {
    check("lint");
}

#[test]
fn terraform_fits_the_schema_of_the_provider() {
    check("terraform");
}

#[test]
fn the_scripts_of_pipelines_make_a_release() {
    check("pipelines");
}
