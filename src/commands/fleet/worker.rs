//! Plans one repository after the other for `fleet`, in a process of its own: what brings a process down takes
//! one row with it. The rules are read once.
//!
//! Standard input holds paths, each ended by a zero byte; standard output gets a row for each.

use std::ffi::OsString;
use std::io::BufRead;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};

use super::FAILED;
use crate::cli::{SelectArgs, ShowArgs};
use crate::commands::output::Output;
use crate::commands::process::use_threads;
use crate::commands::run::{DONE, hint_of, said};
use crate::commands::session::{Session, SessionError, settings_of, usual_pack};
use crate::render::Row;
use crate::rules::Pack;

/// Plans what standard input names, until it ends.
///
/// # Errors
/// Where the rules or the options are wrong, or a stream breaks.
pub(in crate::commands) fn run(select: &SelectArgs) -> Result<u8> {
    // The fleet keeps every core busy; a repository gets one.
    use_threads(Some(1))?;
    let pack = usual_pack(&select.sources)?;
    let output = Output::new(&ShowArgs::default());
    // It ends the process, so that the next repository meets nothing this one left behind.
    std::panic::set_hook(Box::new(|panic| {
        let _ = mistake(panic).line().map(|line| Output::new(&ShowArgs::default()).say(&line));
        std::process::exit(FAILED.into());
    }));
    let mut input = std::io::stdin().lock();
    let mut name = Vec::new();
    while input.read_until(0, &mut name).context("cannot read from fleet")? > 0 {
        name.pop();
        let path = path_of(std::mem::take(&mut name));
        output.say(&row(&path, select, &pack).line()?)?;
    }
    Ok(DONE)
}

/// The row of a repository.
fn row(path: &Path, select: &SelectArgs, pack: &Arc<Pack>) -> Row {
    let started = Instant::now();
    let row = planned(path, select, pack).unwrap_or_else(|error| {
        let error = anyhow::Error::from(error);
        Row::failed(&said(&error), hint_of(&error))
    });
    let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Row { milliseconds, ..row }
}

/// The row of a repository that brought a mistake of this program to light.
fn mistake(panic: &PanicHookInfo<'_>) -> Row {
    let words = panic.payload_as_str().unwrap_or("something unforeseen");
    Row::failed(&format!("a mistake in sentry-retrofit itself: {words}"), Some("please report it"))
}

fn planned(path: &Path, select: &SelectArgs, pack: &Arc<Pack>) -> Result<Row, SessionError> {
    let session = Session::open_with(Some(path), select, settings_of(select)?, Some(pack))?;
    Ok(Row::of(&session.plan()?))
}

/// A path as the bytes that name it.
#[cfg(unix)]
pub(super) fn bytes_of(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

/// A path as the bytes that name it.
#[cfg(not(unix))]
pub(super) fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

/// The path that bytes name.
#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    name.into()
}

/// The path that bytes name.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned()).into()
}
