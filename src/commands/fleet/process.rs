//! A worker from the outside: a process that is asked for rows, and replaced when it dies or takes too long.

use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Context, Result};

use super::worker::bytes_of;
use crate::cli::SelectArgs;
use crate::commands::process::lines;
use crate::render::Row;

/// What a worker is started with.
pub(super) struct Workers<'a> {
    pub(super) select: &'a SelectArgs,
    pub(super) timeout: Duration,
}

/// A running worker.
pub(super) struct Worker {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
}

impl Workers<'_> {
    fn start(&self) -> Result<Worker> {
        let program = std::env::current_exe().context("cannot find the program to start workers")?;
        let mut command = Command::new(program);
        command.arg("fleet-worker").args(self.select.words()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().context("cannot start a worker")?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (Some(input), Some(output)) = (input, output) else { anyhow::bail!("a worker has no streams") };
        Ok(Worker { child, input, lines: lines(output) })
    }

    /// The row of a repository by a worker, who is started where there is none and dropped where he fails.
    pub(super) fn row(&self, worker: &mut Option<Worker>, path: &Path) -> Result<Row> {
        let fresh = worker.is_none();
        if fresh {
            *worker = Some(self.start()?);
        }
        let Some(asked) = worker else { anyhow::bail!("there is no worker") };
        let question = [bytes_of(path), vec![0]].concat();
        // A worker that is gone is found out by its silence.
        let _ = asked.input.write_all(&question).and_then(|()| asked.input.flush());
        let answer = match asked.lines.recv_timeout(self.timeout) {
            Ok(line) => return serde_json::from_str(&line).context("a worker answered something else than a row"),
            Err(RecvTimeoutError::Timeout) => format!("there was no plan after {} s", self.timeout.as_secs()),
            // One that ended with its last row, which says why, has not seen this repository.
            Err(RecvTimeoutError::Disconnected) if !fresh => {
                *worker = None;
                return self.row(worker, path);
            }
            Err(RecvTimeoutError::Disconnected) => match asked.child.wait() {
                Ok(status) => format!("the process that planned it ended early, {status}"),
                Err(error) => format!("the process that planned it is gone: {error}"),
            },
        };
        *worker = None;
        Ok(Row::failed(&answer, Some("plan it alone to see more: sentry-retrofit plan PATH")))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It has nothing that is worth waiting for: it only reads.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
