//! What commands share that start the program once more, or set up its threads.

use std::io::{BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use anyhow::{Context, Result};

/// The lines a process writes, as they come; the channel is closed where its output ends.
pub(super) fn lines(output: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Nobody listens to a process that was given up.
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

/// Has the work of this process done by so many threads; by one a core where nobody says.
///
/// # Errors
/// Where they cannot be started, or others were before.
pub(super) fn use_threads(jobs: Option<u16>) -> Result<()> {
    let Some(jobs) = jobs else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global();
    pool.context("cannot start that many threads")
}
