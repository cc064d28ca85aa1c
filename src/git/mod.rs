//! The repository as git sees it: what is tracked, what is committed, and a safe way to add one commit.
//!
//! Reading is dry: nothing is written under the git directory (no index refresh) and no code that the
//! repository configures is run (no hooks, no fsmonitor, no filters, no fetch of absent objects).
//! Writing goes blobs, trees, commit, and the reference last; before a reference moves, the difference
//! between base and result is compared with the plan.
//!
//! Two stores do the work behind one trait: libgit2 for nearly every repository, and git's own plumbing
//! commands for the kinds libgit2 cannot read (reftable, SHA-256, partial clone, sparse or split index).
//!
//! The caller's `GIT_DIR`, `GIT_INDEX_FILE` and their relatives are ignored on purpose: the path on the
//! command line says which repository is meant, and a hook or an alias that leaks these variables must
//! not redirect a write. Identity variables (`GIT_AUTHOR_NAME` and so on), `GIT_CEILING_DIRECTORIES` and
//! the places of the user's own configuration are honoured.

mod branch;
mod command;
mod commit;
mod disk;
mod entry;
mod eol;
mod hooks;
mod index;
mod journal;
mod libgit;
mod open;
mod paths;
mod plumbing;
mod records;
mod reference_lock;
mod refusal;
mod remote;
mod safety;
mod sign;
mod store;
mod undo;
mod view;

use std::path::{Path, PathBuf};

pub use disk::write_outside_git;
pub use journal::recover;
pub use open::open;
pub use refusal::{ApplyError, Refusal};
pub use safety::{Mode, Options, Stage};
pub use store::{Head, ObjectFormat};
pub use undo::Ours;

use crate::report::Note;
use store::{Item, Store};

/// Something went wrong with git: a sentence, and what to do about it where that is known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct GitError {
    message: String,
    hint: Option<String>,
}

impl GitError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// What kind of entry a tracked path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileMode {
    /// A regular file.
    File,
    /// A regular file with the executable bit.
    Executable,
    /// A symbolic link; its blob is the target.
    Symlink,
    /// A commit of another repository.
    Submodule,
}

impl FileMode {
    fn from_bits(bits: u32) -> Option<Self> {
        Some(match bits & 0o170_000 {
            0o100_000 if bits & 0o100 != 0 => Self::Executable,
            0o100_000 => Self::File,
            0o120_000 => Self::Symlink,
            0o160_000 => Self::Submodule,
            _ => return None,
        })
    }

    fn bits(self) -> u32 {
        match self {
            Self::File => 0o100_644,
            Self::Executable => 0o100_755,
            Self::Symlink => 0o120_000,
            Self::Submodule => 0o160_000,
        }
    }

    /// A regular file, executable or not?
    pub fn is_regular(self) -> bool {
        matches!(self, Self::File | Self::Executable)
    }
}

/// A tracked path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// Repository-relative path with `/`.
    pub path: String,
    /// What it is.
    pub mode: FileMode,
    /// The object the index (in a bare repository: HEAD) holds for it.
    pub oid: String,
    /// Is it left out of the work tree (sparse checkout)?
    pub skipped: bool,
}

/// Every tracked path, and those that cannot be taken into account.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Tracked paths in path order.
    pub files: Vec<Tracked>,
    /// Conflicted entries and names that are not UTF-8, with the reason.
    pub notes: Vec<Note>,
}

/// An open repository.
pub struct Git {
    store: Box<dyn Store + Send>,
    git_dir: PathBuf,
    common_dir: PathBuf,
    work_tree: Option<PathBuf>,
}

impl Git {
    /// The top of the work tree, or the git directory of a bare repository.
    pub fn root(&self) -> &Path {
        self.work_tree.as_deref().unwrap_or(&self.git_dir)
    }

    /// The top of the work tree; `None` in a bare repository.
    pub fn work_tree(&self) -> Option<&Path> {
        self.work_tree.as_deref()
    }

    /// The git directory; of a linked work tree, its own one.
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// Is there no work tree?
    pub fn is_bare(&self) -> bool {
        self.work_tree.is_none()
    }

    /// How objects are named.
    pub fn object_format(&self) -> ObjectFormat {
        self.store.format()
    }

    /// The commit and branch at HEAD.
    pub fn head(&self) -> Result<Head, GitError> {
        self.store.head()
    }

    /// The tracked paths: from the index as it is on disk, in a bare repository from HEAD.
    ///
    /// The index is neither refreshed nor written. An unborn HEAD is fine.
    pub fn tracked(&self) -> Result<Listing, GitError> {
        if self.is_bare() {
            return self.committed();
        }
        Ok(listing(self.store.index_items(&|_| true)?))
    }

    /// The paths committed at HEAD, whatever the index holds.
    pub fn committed(&self) -> Result<Listing, GitError> {
        let items = match self.head()?.commit {
            Some(commit) => self.store.tree_items(&commit, &|_| true)?,
            None => Vec::new(),
        };
        Ok(listing(items))
    }

    /// Is there a commit with this id?
    pub fn has_commit(&self, id: &str) -> bool {
        self.store.commit_links(id).is_ok()
    }

    /// The bytes committed at HEAD for a regular file; `None` where there is none.
    pub fn blob_at_head(&self, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let Some(commit) = self.head()?.commit else { return Ok(None) };
        match self.store.tree_entry(&commit, path)? {
            Some((mode, oid)) if mode.is_regular() => self.store.blob(&oid),
            _ => Ok(None),
        }
    }

    /// Do the ignore rules name this path? Says nothing about whether it is tracked.
    pub fn is_ignored(&self, path: &str) -> Result<bool, GitError> {
        if self.is_bare() {
            return Ok(self.is_ignored_at_head(path)? || self.store.is_ignored(path)?);
        }
        self.store.is_ignored(path)
    }

    /// The id git gives these bytes in this repository.
    pub fn blob_id(&self, bytes: &[u8]) -> Result<String, GitError> {
        match self.object_format() {
            ObjectFormat::Sha1 => sha1_blob_id(bytes),
            ObjectFormat::Sha256 => self.store.hash_blob(bytes),
        }
    }

    /// Was an earlier run interrupted in the middle of writing? [`recover`] completes it.
    pub fn is_interrupted(&self) -> bool {
        journal::is_pending(self)
    }

    /// A bare repository has no work tree that holds `.gitignore` files; those of HEAD count.
    fn is_ignored_at_head(&self, path: &str) -> Result<bool, GitError> {
        let mut folder = crate::files::folder_of(path);
        loop {
            if let Some(bytes) = self.blob_at_head(&crate::files::join(folder, ".gitignore"))? {
                let mut rules = ignore::gitignore::GitignoreBuilder::new("");
                for line in String::from_utf8_lossy(&bytes).lines() {
                    // A line that is no pattern is no rule; git skips it too.
                    let _ = rules.add_line(None, line);
                }
                let within = if folder == "." { path } else { path.get(folder.len() + 1..).unwrap_or(path) };
                if let Ok(rules) = rules.build() {
                    let verdict = rules.matched_path_or_any_parents(within, false);
                    if !verdict.is_none() {
                        return Ok(verdict.is_ignore());
                    }
                }
            }
            if folder == "." {
                return Ok(false);
            }
            folder = crate::files::folder_of(folder);
        }
    }
}

/// The id of a blob under SHA-1, the format of nearly every repository and of plans made outside git.
pub fn sha1_blob_id(bytes: &[u8]) -> Result<String, GitError> {
    git2::Oid::hash_object(git2::ObjectType::Blob, bytes)
        .map(|oid| oid.to_string())
        .map_err(|error| GitError::new(format!("cannot hash a file: {}", error.message())))
}

/// The age of a lock file in seconds.
fn lock_age(lock: &std::path::Path) -> Option<u64> {
    let changed = std::fs::symlink_metadata(lock).and_then(|found| found.modified()).ok()?;
    Some(changed.elapsed().ok()?.as_secs())
}

/// A path as messages show it: as it is, or escaped where a terminal could be misled.
pub(crate) fn shown(path: &str) -> String {
    let bidi = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if path.chars().any(|c| c.is_control() || bidi(c)) {
        let escaped: String = path.chars().flat_map(char::escape_default).collect();
        format!("\"{escaped}\"")
    } else {
        path.to_owned()
    }
}

fn listing(items: Vec<Item>) -> Listing {
    let mut listing = Listing::default();
    for item in items {
        let path = match String::from_utf8(item.path) {
            Ok(path) => path,
            Err(error) => {
                let file = String::from_utf8_lossy(error.as_bytes()).into_owned();
                listing.notes.push(Note { file, reason: "its name is not UTF-8".into() });
                continue;
            }
        };
        if path.contains('\\') {
            // What cannot be written later is not planned.
            listing.notes.push(Note { file: path, reason: crate::files::BACKSLASH.into() });
            continue;
        }
        if item.stage != 0 {
            listing.notes.push(Note { file: path, reason: "it has a merge conflict".into() });
            continue;
        }
        let Some(mode) = FileMode::from_bits(item.mode) else { continue };
        listing.files.push(Tracked { path, mode, oid: item.oid, skipped: item.skipped });
    }
    listing.files.sort_by(|a, b| a.path.cmp(&b.path));
    listing.notes.sort();
    // One note per path: a conflict has up to three entries.
    listing.notes.dedup();
    listing
}
