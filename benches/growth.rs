//! What a plan takes where a file of half a megabyte says the same thing over and over: for every rule the files of
//! its cases, with the statements of each file that the rule edits repeated.
//!
//!     cargo bench --bench growth [-- RULE…]
//!
//! Prints the dearest files: CPU seconds for a quarter of the size and for all of it, and their ratio, which is about
//! four where time grows with the size and about sixteen where it grows with its square. Ends with 1 where a plan
//! takes more than two seconds or does not end well.

// A bench ends where it cannot go on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "../tests/support/cases.rs"]
mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, ExitCode};

use sentry_retrofit::testing::Case;

/// Bytes of a file that is read at all are twice as many.
const SIZE: usize = 512 << 10;

/// CPU seconds.
const MOST: f64 = 2.0;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let cases = cases::of_rules(|id| wanted.is_empty() || wanted.iter().any(|rule| id.starts_with(rule)));
    // Per rule the first case in which it edits something.
    let mut first: BTreeMap<&str, &Case> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.after.keys().any(|path| case.before.contains_key(path))) {
        first.entry(&case.rule).or_insert(case);
    }
    let mut rows = Vec::new();
    for (rule, case) in first {
        for path in case.after.keys().filter(|path| case.before.contains_key(*path)) {
            let [quarter, whole] = [SIZE / 4, SIZE].map(|size| planned(case, path, size));
            if whole > MOST {
                eprintln!("{rule} {path}: {whole:.2} s, {:.1} times a quarter of it", whole / quarter);
            }
            rows.push((whole, quarter, format!("{rule} {path}")));
        }
    }
    rows.sort_by(|one, other| other.0.total_cmp(&one.0));
    println!("| plan of | {} kB | {} kB | ratio |\n|---|---|---|---|", SIZE >> 12, SIZE >> 10);
    for (whole, quarter, name) in rows.iter().take(15) {
        println!("| {name} | {quarter:.2} s | {whole:.2} s | {:.1} |", whole / quarter);
    }
    let slow = rows.iter().filter(|(whole, ..)| *whole > MOST).count();
    println!("\n{} files, {slow} of them over {MOST} s", rows.len());
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// CPU seconds of a plan for the files of a case, one of them said again until it has a size.
fn planned(case: &Case, path: &str, size: usize) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    cases::write(&case.before, folder.path());
    let said = &case.before[path];
    fs::write(folder.path().join(path), said.repeat(size / said.len().max(1))).expect("write the file");
    // The shell says what its children took.
    let script = "\"$0\" plan --format json -j 1 . >plan.out 2>&1; code=$?; times; exit $code";
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_sentry-retrofit")]).current_dir(folder.path());
    let run = command.output().expect("bash runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    if !run.status.success() {
        println!("{} {path}: {}", case.place(), fs::read_to_string(folder.path().join("plan.out")).unwrap_or_default());
        return f64::INFINITY;
    }
    let seconds = |word: &str| {
        let (minutes, seconds) = word.trim_end_matches('s').split_once('m').expect("a time");
        minutes.parse::<f64>().expect("minutes") * 60.0 + seconds.replace(',', ".").parse::<f64>().expect("seconds")
    };
    said.lines().last().expect("the children's times").split_whitespace().map(seconds).sum()
}
