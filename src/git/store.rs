//! What the rest of the module asks of git, in the few questions and writes it needs.

use std::path::{Path, PathBuf};

use super::{FileMode, GitError};

/// How objects are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectFormat {
    /// 40 hexadecimal digits.
    Sha1,
    /// 64 hexadecimal digits.
    Sha256,
}

impl ObjectFormat {
    /// The id that stands for "no object".
    pub(super) fn zero(self) -> String {
        "0".repeat(match self {
            Self::Sha1 => 40,
            Self::Sha256 => 64,
        })
    }

    /// The commit header that carries a signature.
    pub(super) fn signature_header(self) -> &'static str {
        match self {
            Self::Sha1 => "gpgsig",
            Self::Sha256 => "gpgsig-sha256",
        }
    }
}

/// Where HEAD is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The commit, in full; `None` before the first commit.
    pub commit: Option<String>,
    /// The branch, without `refs/heads/`; `None` where HEAD is detached.
    pub branch: Option<String>,
}

impl Head {
    /// Is there no commit yet?
    pub fn is_unborn(&self) -> bool {
        self.commit.is_none()
    }

    /// Is HEAD on a commit rather than on a branch?
    pub fn is_detached(&self) -> bool {
        self.branch.is_none()
    }
}

/// An entry of the index or of a tree.
pub(super) struct Item {
    pub path: Vec<u8>,
    pub mode: u32,
    pub oid: String,
    pub stage: u8,
    pub skipped: bool,
}

/// What the attributes say about a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Unspecified,
    Set,
    Unset,
    Value(String),
}

/// A configured value.
pub(super) struct Setting {
    pub value: String,
    /// Does it come from the repository rather than from the user's or the system's configuration?
    pub of_repository: bool,
}

/// Whose name stands in a commit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Role {
    Author,
    Committer,
}

/// A file to put into a tree.
pub(super) struct TreeEdit<'a> {
    pub path: &'a str,
    pub mode: FileMode,
    pub oid: String,
}

/// One difference between two trees. Entries that are absent on one side are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub path: Vec<u8>,
    pub old: Option<(u32, String)>,
    pub new: Option<(u32, String)>,
}

/// Why a reference did not move.
pub(super) enum RefFailure {
    /// Its value is no longer the expected one: somebody else was faster.
    Moved,
    /// Another process is moving it, or was killed while it did.
    Locked,
    /// Something else.
    Failed(GitError),
}

/// Is a path, or a folder, of interest?
pub(super) type Wanted<'w> = &'w dyn Fn(&[u8]) -> bool;

/// The questions and writes; one implementation on libgit2, one on git's plumbing commands.
pub(super) trait Store {
    fn format(&self) -> ObjectFormat;
    fn head(&self) -> Result<Head, GitError>;
    /// The wanted paths of the index as it is on disk, never refreshed.
    fn index_items(&self, wanted: Wanted<'_>) -> Result<Vec<Item>, GitError>;
    /// The paths of a commit. Folders that are not wanted need not be looked into.
    fn tree_items(&self, commit: &str, wanted: Wanted<'_>) -> Result<Vec<Item>, GitError>;
    /// What a commit holds at a path; folders are `None`.
    fn tree_entry(&self, commit: &str, path: &str) -> Result<Option<(FileMode, String)>, GitError>;
    fn blob(&self, oid: &str) -> Result<Option<Vec<u8>>, GitError>;
    /// What a commit says of itself.
    fn message(&self, commit: &str) -> Result<String, GitError>;
    /// Is a commit another one, or in its history?
    fn contains(&self, commit: &str, earlier: &str) -> Result<bool, GitError>;
    /// The tree and the first parent of a commit.
    fn commit_links(&self, commit: &str) -> Result<(String, Option<String>), GitError>;
    fn differences(&self, old_tree: &str, new_tree: &str) -> Result<Vec<Difference>, GitError>;

    fn is_ignored(&self, path: &str) -> Result<bool, GitError>;
    fn attributes(&self, path: &str, names: &[&str]) -> Result<Vec<Attribute>, GitError>;
    fn setting(&self, key: &str) -> Result<Option<Setting>, GitError>;
    fn setting_is_true(&self, key: &str, default: bool) -> Result<bool, GitError>;
    /// A configured path with `~/` expanded.
    fn setting_path(&self, key: &str) -> Result<Option<PathBuf>, GitError>;
    /// `Name <mail> seconds zone`, from environment and configuration; never invented.
    fn identity(&self, role: Role) -> Result<String, GitError>;

    /// The object a full reference name stands for.
    fn reference(&self, name: &str) -> Result<Option<String>, GitError>;
    /// The references below `prefix/` with the objects they stand for, by name.
    fn references_below(&self, prefix: &str) -> Result<Vec<(String, String)>, GitError>;
    /// The full names of the branches that other work trees of this repository are on.
    fn branches_elsewhere(&self) -> Result<Vec<String>, GitError>;

    fn hash_blob(&self, bytes: &[u8]) -> Result<String, GitError>;
    fn write_blob(&self, bytes: &[u8]) -> Result<String, GitError>;
    fn write_commit(&self, bytes: &[u8]) -> Result<String, GitError>;
    fn write_tree(&self, base_commit: &str, edits: &[TreeEdit<'_>]) -> Result<String, GitError>;
    /// Moves a reference from `old` (`None`: it must not exist) to `new`.
    fn move_reference(&self, name: &str, old: Option<&str>, new: &str, reason: &str) -> Result<(), RefFailure>;
    /// Removes a reference that stands for `old`.
    fn remove_reference(&self, name: &str, old: &str) -> Result<(), RefFailure>;
    /// Puts entries into the index file at `index`, which is a copy of the repository's index; with `intent` it
    /// gets their names and not what they hold.
    fn stage(&self, index: &Path, edits: &[TreeEdit<'_>], intent: bool) -> Result<(), GitError>;
}
