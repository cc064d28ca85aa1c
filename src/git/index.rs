//! Changes a few entries of the index under git's own lock, leaving every other entry as it is.
//!
//! The lock is a hard link to a file whose content says whose it is, so it appears complete or not at
//! all, and a lock left by a killed run can be told from that of a living git.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::store::TreeEdit;
use super::{ApplyError, Git, GitError, Refusal, disk, lock_age};

const OURS: &str = "held by sentry-retrofit\n";

/// How often, and how long apart, a held lock is tried again.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// Puts entries into the index, or only says that they are going to come. `folder` is the journal's, whose lock
/// the caller holds.
pub(super) fn update(git: &Git, folder: &Path, edits: &[TreeEdit<'_>], intent: bool) -> Result<(), ApplyError> {
    if edits.is_empty() {
        return Ok(());
    }
    let _lock = Lock::take(git, folder)?;
    let index = git.git_dir().join("index");
    let draft = folder.join("index");
    let copy = || -> Result<(), std::io::Error> {
        disk::remove(&draft)?;
        match fs::read(&index) {
            Ok(bytes) => disk::write_new(&draft, &bytes, Some(&index), false),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    };
    copy().map_err(|error| failed(&error))?;
    // The new index must not look younger than the old one: git compares its time with that of files
    // to find those that may have changed within one tick of the clock.
    let before = fs::metadata(&index).and_then(|found| found.modified()).ok();
    git.store.stage(&draft, edits, intent)?;
    let finish = || -> Result<(), std::io::Error> {
        let file = fs::OpenOptions::new().write(true).open(&draft)?;
        if let Some(before) = before {
            file.set_modified(before)?;
        }
        file.sync_all()?;
        fs::rename(&draft, &index)
    };
    Ok(finish().map_err(|error| failed(&error))?)
}

/// Removes a lock that a killed run left, and only such a one.
pub(super) fn release_stale_lock(git: &Git, folder: &Path) -> Result<(), GitError> {
    let lock = place(git);
    // The caller holds the journal's lock, so no living run of ours holds this one.
    if fs::read(&lock).is_ok_and(|bytes| bytes == OURS.as_bytes()) {
        fs::remove_file(&lock).map_err(|error| failed(&error))?;
    }
    // Drafts beside the journal, one of them under the lock that the library takes on what it writes.
    for draft in ["index", "index.lock", "token"] {
        let _ = fs::remove_file(folder.join(draft));
    }
    Ok(())
}

struct Lock(PathBuf);

impl Lock {
    fn take(git: &Git, folder: &Path) -> Result<Self, ApplyError> {
        let (lock, token) = (place(git), folder.join("token"));
        disk::remove(&token)
            .and_then(|()| disk::write_new(&token, OURS.as_bytes(), None, false))
            .map_err(|error| failed(&error))?;
        for attempt in 0..TRIES {
            if attempt > 0 {
                std::thread::sleep(PAUSE);
            }
            match fs::hard_link(&token, &lock) {
                Ok(()) => {
                    let _ = fs::remove_file(&token);
                    return Ok(Self(lock));
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                // Not every file system has hard links.
                Err(_) => match fs::OpenOptions::new().write(true).create_new(true).open(&lock) {
                    Ok(mut file) => {
                        std::io::Write::write_all(&mut file, OURS.as_bytes()).map_err(|error| failed(&error))?;
                        let _ = fs::remove_file(&token);
                        return Ok(Self(lock));
                    }
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(failed(&error).into()),
                },
            }
        }
        let _ = fs::remove_file(&token);
        Err(Refusal::IndexLocked(lock_age(&lock)).into())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn place(git: &Git) -> PathBuf {
    git.git_dir().join("index.lock")
}

fn failed(error: &std::io::Error) -> GitError {
    GitError::new(format!("cannot update the index: {error}"))
        .with_hint("run the same command again; it completes what is left")
}
