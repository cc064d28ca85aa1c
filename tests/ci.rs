//! Promise: what the rules put into pipelines is sound to the linters people use, and does what it says when
//! it runs, against a receiver on loopback.
//!
//! Needs `python3` and `npm`, and on the first run their package indexes; what is skipped is printed with
//! the reason.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "support/cases.rs"]
mod cases;

use std::path::Path;
use std::process::Command;

/// Hands the cases of an area to a script, each as `RULE/tests/HEADING/before` and `after`.
fn check(what: &str, area: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for case in cases::of_rules(|rule| rule.starts_with(area)) {
        let name = case.name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
        let home = folder.path().join(&case.rule).join("tests").join(name);
        cases::write(&case.before, &home.join("before"));
        cases::write(&case.after, &home.join("after"));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ci/run.sh");
    let output = Command::new("sh").arg(script).arg(what).arg(folder.path()).output().expect("sh starts");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    for line in said.lines().filter(|line| line.contains("SKIPPED") || line.ends_with("passed")) {
        println!("{line}");
    }
}

#[test]
fn linters_find_nothing_new_in_an_edited_workflow() {
    check("lint", "ci/");
}

#[test]
fn terraform_fits_the_schema_of_the_provider() {
    check("terraform", "alerts/");
}

#[test]
fn the_scripts_of_pipelines_make_a_release() {
    check("pipelines", "ci/");
}
