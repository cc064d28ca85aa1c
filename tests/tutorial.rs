//! `docs/add-a-framework.md` works as written: its files are put down, its commands run, in the order of the page.

// It writes `sed` as GNU has it.
#![cfg(target_os = "linux")]
// A helper of a test fails the test it helps.
#![allow(clippy::expect_used)]

use std::path::Path;
use std::process::Command;

/// The fenced blocks of a page: what stands behind the fence, and the text.
fn blocks(page: &str) -> Vec<(&str, String)> {
    let (mut found, mut open): (Vec<(&str, String)>, bool) = (Vec::new(), false);
    for line in page.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(info), false) => found.push((info, String::new())),
            (None, true) => found.iter_mut().last().expect("a block").1 += &format!("{line}\n"),
            _ => {}
        }
        open ^= line.starts_with("```");
    }
    found
}

/// Runs a command in the folder. What it says, and whether it went well.
fn run(folder: &Path, command: &str) -> (String, bool) {
    let program = Path::new(env!("CARGO_BIN_EXE_sentry-retrofit")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env("PATH", path);
    for (name, value) in [("NAME", "A. Author"), ("EMAIL", "author@example.com")] {
        shell.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    let output = shell.output().expect(command);
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&text).into_owned(), output.status.success())
}

/// Are the lines in the text, in that order? `...` stands for any lines between them.
fn shows(text: &str, wanted: &[&str]) -> Result<(), String> {
    let mut lines = text.lines().map(str::trim_end);
    let mut gap = false;
    for line in wanted {
        if *line == "..." {
            gap = true;
            continue;
        }
        let found = if gap { lines.any(|one| one == *line) } else { lines.next() == Some(line) };
        if !found {
            return Err(format!("no line `{line}` in\n{text}"));
        }
        gap = false;
    }
    Ok(())
}

#[test]
fn the_tutorial_works_as_written() {
    let page = include_str!("../docs/add-a-framework.md");
    let folder = tempfile::tempdir().expect("a folder");
    for (info, text) in blocks(page) {
        if let Some((_, path)) = info.split_once(' ') {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("created");
            std::fs::write(file, &text).expect("written");
            continue;
        }
        for step in text.split("$ ").filter(|step| info == "console" && !step.is_empty()) {
            let mut lines = step.lines();
            let command = lines.next().unwrap_or_default();
            let wanted: Vec<&str> = lines.collect();
            let (said, well) = run(folder.path(), command);
            // `--accept` says what does not hold before it writes it down.
            assert!(well || command.ends_with("--accept"), "{command}\n{said}");
            shows(&said, &wanted).unwrap_or_else(|problem| panic!("{command}: {problem}"));
        }
    }
}
