//! The lock that git takes on a reference while it moves: whose it is, and when it is nobody's any more.

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

/// A run that was killed while a branch moved leaves the branch's lock file behind. It is ours if it appeared after
/// our commit point (`begun` was written then), names our commit or nothing, and nobody touches it for a while: the
/// whole move takes microseconds. Says whether there was one.
pub(super) fn release_stale(git: &Git, reference: &str, commit: &str, begun: &Path) -> Result<bool, GitError> {
    let lock = lock_of(git, reference);
    let modified = |path: &Path| fs::symlink_metadata(path).and_then(|found| found.modified()).ok();
    let (Some(first), Some(begun)) = (modified(&lock), modified(begun)) else { return Ok(false) };
    let ours = |bytes: Vec<u8>| bytes.is_empty() || bytes.trim_ascii() == commit.as_bytes();
    if first < begun || !fs::read(&lock).is_ok_and(ours) {
        return Ok(false);
    }
    let age = SystemTime::now().duration_since(first).unwrap_or_default();
    std::thread::sleep(Duration::from_secs(1).saturating_sub(age));
    let abandoned = modified(&lock) == Some(first);
    if abandoned {
        fs::remove_file(&lock).map_err(|error| trouble("unlock", &error))?;
    }
    Ok(abandoned)
}
