//! A plan with rules that a repository brings along is rehearsed in a process of its own, under limits: what a template
//! of theirs takes is not known before it takes it. Where one takes too much, the plan is made without the repository's
//! rules, and says so. They are read before, under the limits of the readers of files and queries.

use std::cell::Cell;
use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::cli::{RehearseArgs, SelectArgs};
use crate::commands::process::{lines, use_threads};
use crate::commands::run::DONE;
use crate::commands::session::{CUSTOM_RULES, Session, settings_of};
use crate::report::Note;

/// Bytes of memory: ten times what a plan of 30,000 files takes.
const MEMORY: u64 = 1 << 30;

/// How long one rule may run in one project.
const PATIENCE: Duration = Duration::from_secs(10);

/// The name of the command.
const COMMAND: &str = "rehearse";

/// Plans once in a process that may take so much and no more; says why the repository's rules cannot be used, where
/// that is so. A plan that ends in an error ends so here as well, and is for the caller to make.
///
/// # Errors
/// Where the process cannot be started.
pub(super) fn rehearse(path: &Path, select: &SelectArgs) -> Result<Option<Note>> {
    let program = env::current_exe().context("cannot find the program to rehearse the repository's rules")?;
    let mut command = Command::new(program);
    // As many threads as are at work here: of a fleet each worker has one.
    let jobs = rayon::current_num_threads().to_string();
    command.arg(COMMAND).args(select.words()).args(["--jobs", &jobs, "--"]).arg(path);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().context("cannot start a process for the repository's rules")?;
    let output = child.stdout.take().context("the process for the repository's rules has no output")?;
    let rules = lines(output);
    let mut running = String::new();
    let ended = loop {
        match rules.recv_timeout(PATIENCE) {
            Ok(rule) => running = rule,
            // What the bundled rules take is a matter of the repository's size.
            Err(RecvTimeoutError::Timeout) if running.is_empty() => {}
            Err(RecvTimeoutError::Timeout) => {
                child.kill().context("cannot end the process of the repository's rules")?;
                break None;
            }
            Err(RecvTimeoutError::Disconnected) => break Some(()),
        }
    };
    let status = child.wait().context("cannot wait for the repository's rules")?;
    let what = match ended {
        None => format!("takes longer than {} s", PATIENCE.as_secs()),
        Some(()) if ended_itself(status) => return Ok(None),
        Some(()) => format!("ends the process, which may take {} GB of memory ({status})", MEMORY >> 30),
    };
    Ok(Some(match running.as_str() {
        "" => note(CUSTOM_RULES.to_owned(), &format!("planning with the rules of the repository {what}")),
        rule => note(format!("{CUSTOM_RULES}/{rule}/rule.toml"), &format!("the rule {what}")),
    }))
}

fn note(file: String, reason: &str) -> Note {
    Note { file, reason: format!("{reason}; no rule of the repository was used") }
}

/// Did the program end of its own accord, with whatever code, rather than being brought down?
fn ended_itself(status: ExitStatus) -> bool {
    status.code().is_some_and(|code| u8::try_from(code).is_ok())
}

/// Runs `rehearse`: plans, and says which rule of the repository is running, a line each time that changes.
///
/// # Errors
/// Where nothing can be planned.
pub(super) fn run(args: &RehearseArgs) -> Result<u8> {
    limit_memory();
    use_threads(args.select.jobs)?;
    let session = Session::open_unguarded(Some(&args.path), &args.select, settings_of(&args.select)?, None)?;
    let mut stdout = std::io::stdout();
    let busy = Cell::new(false);
    let begun = |rule: &str| {
        let own = session.own_rules.iter().any(|own| own == rule);
        if busy.replace(own) || own {
            let _ = writeln!(&mut &stdout, "{}", if own { rule } else { "" });
        }
    };
    session.planned_before(&begun, |_, _| ())?;
    stdout.flush().context("cannot tell the end")?;
    Ok(DONE)
}

/// Takes no more memory than a plan needs: who asks for more is ended by the system. Linux counts all memory that a
/// process takes for itself; other systems count less, or know no such limit.
fn limit_memory() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Data);
        limit.current = Some(limit.current.map_or(MEMORY, |current| current.min(MEMORY)));
        // A limit that cannot be set is one less.
        let _ = setrlimit(Resource::Data, limit);
    }
}
