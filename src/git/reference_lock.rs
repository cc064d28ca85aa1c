//! The lock that git takes on a reference while it moves: whose it is, and when it is nobody's any more.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::journal::trouble;
use super::store::RefFailure;
use super::{ApplyError, Git, GitError, Refusal, lock_age};

/// The lock file of a reference.
fn lock_of(git: &Git, reference: &str) -> PathBuf {
    let folder = if reference == "HEAD" { git.git_dir() } else { &git.common_dir };
    folder.join(format!("{reference}.lock"))
}

/// Why a reference did not move, in words.
pub(super) fn refused(git: &Git, reference: &str, failure: RefFailure) -> ApplyError {
    match failure {
        RefFailure::Moved => Refusal::HeadMoved.into(),
        RefFailure::Locked => {
            let age = lock_age(&lock_of(git, reference));
            Refusal::BranchLocked { reference: reference.to_owned(), age }.into()
        }
        RefFailure::Failed(error) => error.into(),
    }
}

/// What git locks while a reference moves: the reference, the file of packed ones, which a removed one leaves, and where
/// references are kept in tables, those tables and their list.
fn locks_of(git: &Git, reference: &str) -> Vec<PathBuf> {
    let tables = fs::read_dir(git.common_dir.join("reftable")).into_iter().flatten().flatten();
    let tables = tables.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|name| name == "lock"));
    [lock_of(git, reference), git.common_dir.join(PACKED).with_extension("lock")].into_iter().chain(tables).collect()
}

/// References that have no file of their own.
const PACKED: &str = "packed-refs";

/// A move takes milliseconds; a lock that is younger than our commit point by more than this is somebody else's.
const LONGER_THAN_ANY_MOVE: Duration = Duration::from_secs(10);

/// A run that was killed while a branch moved leaves git's lock files behind. One is ours if it appeared within moments
/// of our commit point (`begun` was written then), holds nothing that we could not have written, and nobody touches it
/// for a while. Says whether there was one.
pub(super) fn release_stale(git: &Git, reference: &str, commit: &str, begun: &Path) -> Result<bool, GitError> {
    let mut released = false;
    for lock in locks_of(git, reference) {
        released |= release(git, &lock, commit, begun)?;
    }
    Ok(released)
}

fn release(git: &Git, lock: &Path, commit: &str, begun: &Path) -> Result<bool, GitError> {
    let modified = |path: &Path| fs::symlink_metadata(path).and_then(|found| found.modified()).ok();
    let (Some(first), Some(begun)) = (modified(lock), modified(begun)) else { return Ok(false) };
    let is_close = first.duration_since(begun).is_ok_and(|after| after < LONGER_THAN_ANY_MOVE);
    if !is_close || !fs::read(lock).is_ok_and(|bytes| may_be_ours(git, lock, &bytes, commit)) {
        return Ok(false);
    }
    let age = SystemTime::now().duration_since(first).unwrap_or_default();
    std::thread::sleep(Duration::from_secs(1).saturating_sub(age));
    let abandoned = modified(lock) == Some(first);
    if abandoned {
        fs::remove_file(lock).map_err(|error| trouble("unlock", &error))?;
    }
    Ok(abandoned)
}

/// Could our move have written this? A reference is locked with its new commit or with nothing, and packed ones are
/// written again without one of them.
fn may_be_ours(git: &Git, lock: &Path, bytes: &[u8], commit: &str) -> bool {
    if lock.starts_with(git.common_dir.join("reftable")) {
        return true;
    }
    if lock.file_stem().is_some_and(|name| name == PACKED) {
        let packed = fs::read(lock.with_extension("")).unwrap_or_default();
        let known: HashSet<&[u8]> = packed.split_inclusive(|&byte| byte == b'\n').collect();
        let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
        return lines.all(|line| line.starts_with(b"#") || !line.ends_with(b"\n") || known.contains(line));
    }
    bytes.is_empty() || bytes.trim_ascii() == commit.as_bytes()
}
