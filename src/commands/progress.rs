//! One line on a terminal while a run takes long: it appears after a second and is erased at the end.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Runs shorter than this show nothing.
const QUIET: Duration = Duration::from_secs(1);

/// How often the line is written anew.
const BEAT: Duration = Duration::from_millis(250);

/// Erases the line the cursor is on.
const ERASE: &str = "\r\x1b[2K";

/// A line that lives as long as this value.
pub struct Progress {
    stop: Option<Sender<()>>,
    writer: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts to watch the clock, where somebody sees standard error. `doing` is what the line says.
    pub fn start(doing: &'static str) -> Progress {
        let plain = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        if plain || !std::io::stderr().is_terminal() {
            return Progress { stop: None, writer: None };
        }
        let (stop, stopped) = channel();
        let writer = std::thread::Builder::new().spawn(move || beat(doing, &stopped, &mut std::io::stderr()));
        // Without a thread the run is as good, only less talkative.
        Progress { stop: Some(stop), writer: writer.ok() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Writes the line until the other end of the channel is gone, then erases it.
fn beat(doing: &str, stopped: &Receiver<()>, out: &mut dyn Write) {
    let started = Instant::now();
    let mut pause = QUIET;
    while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        // Nobody is left to tell when standard error is closed.
        let _ = write!(out, "{ERASE}{doing} {} s", started.elapsed().as_secs()).and_then(|()| out.flush());
        pause = BEAT;
    }
    if pause == BEAT {
        let _ = write!(out, "{ERASE}").and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen_after(time: Duration) -> String {
        let (stop, stopped) = channel::<()>();
        let writer = std::thread::spawn(move || {
            let mut out = Vec::new();
            beat("Planning…", &stopped, &mut out);
            out
        });
        std::thread::sleep(time);
        drop(stop);
        String::from_utf8(writer.join().unwrap()).unwrap()
    }

    #[test]
    fn a_short_run_shows_nothing_and_a_long_one_leaves_nothing() {
        assert_eq!(seen_after(Duration::ZERO), "");
        let long = seen_after(QUIET + BEAT);
        assert!(long.starts_with("\r\x1b[2KPlanning… 1 s") && long.ends_with(ERASE), "{long:?}");
    }
}
