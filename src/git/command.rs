//! Runs git as a command that cannot be led astray: not by the caller's environment, and not by what a
//! repository configures to be run.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::GitError;

/// Variables that say who and with which configuration, not where.
const KEPT: [&str; 10] = [
    "GIT_AUTHOR_NAME",
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_DATE",
    "GIT_COMMITTER_NAME",
    "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_DATE",
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
];

/// Nothing a repository configures may run, and no object is fetched.
const HARMLESS: [&str; 7] = [
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    // Lazy fetching in a partial clone would start a transport; older git knows no GIT_NO_LAZY_FETCH.
    "protocol.allow=never",
];

/// What git answered.
pub(super) struct Output {
    pub ok: bool,
    pub out: Vec<u8>,
    pub err: String,
}

impl Output {
    /// The output's first line, trimmed.
    pub(super) fn line(&self) -> String {
        String::from_utf8_lossy(&self.out).lines().next().unwrap_or_default().trim().to_owned()
    }

    /// The output's records, each ended by a zero byte.
    pub(super) fn records(&self) -> impl Iterator<Item = &[u8]> {
        self.out.split(|&b| b == 0).filter(|record| !record.is_empty())
    }
}

/// A git command in a folder, with nothing inherited that says which repository is meant.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("GIT_") && !KEPT.contains(&text.as_ref()) {
            command.env_remove(&name);
        }
    }
    command
        .current_dir(folder)
        .args(HARMLESS)
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        // libgit2 knows no replacement objects; both stores see what is really committed.
        .env("GIT_NO_REPLACE_OBJECTS", "1");
    command
}

pub(super) fn run(mut command: Command, input: &[u8]) -> Result<Output, GitError> {
    let missing = |error: std::io::Error| {
        GitError::new(format!("cannot run git: {error}"))
            .with_hint("this kind of repository is read with git's own commands; install git and put it on PATH")
    };
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(missing)?;
    if let Some(mut stdin) = child.stdin.take() {
        // git may end before it has read everything; its exit status says what that means. None of
        // the commands used here answers before the whole input is read, so the pipes cannot jam.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().map_err(missing)?;
    Ok(Output {
        ok: output.status.success(),
        out: output.stdout,
        err: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

/// git's last line on stderr without its `fatal: ` as part of a sentence.
pub(super) fn failed(doing: &str, output: &Output) -> GitError {
    let mut lines = output.err.lines().rev().filter(|line| !line.starts_with("hint:"));
    let last = lines.next().unwrap_or("git gave no reason");
    // `unknown repository extension found:`, and below it, behind a tab, which.
    let lead = lines.next().filter(|_| last.starts_with('\t')).map(|lead| format!("{lead} ")).unwrap_or_default();
    let told = format!("{lead}{}", last.trim_start());
    GitError::new(format!("cannot {doing}: {}", told.trim_start_matches("fatal: ").trim_start_matches("error: ")))
}
