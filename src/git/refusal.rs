//! Every reason for which a plan is not applied, as a sentence and a hint.

use super::{GitError, shown};

/// Why nothing was written: it would not have been safe. Exit code 3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The folder is in no git repository.
    NoRepository,
    /// The folder is in no git repository, and something shall be staged.
    NoIndex,
    /// The repository has no work tree.
    Bare,
    /// There is no commit yet.
    Unborn,
    /// HEAD is on no branch.
    Detached,
    /// A merge, rebase or the like is half-way.
    InProgress(&'static str),
    /// Another process has been writing the index for so many seconds.
    IndexLocked(Option<u64>),
    /// Another process holds a branch.
    BranchLocked {
        /// In full: `refs/heads/main`.
        reference: String,
        /// For so many seconds.
        age: Option<u64>,
    },
    /// Another run is writing in this repository.
    Busy,
    /// The name cannot be a branch.
    BadBranch(String),
    /// The branch exists and holds something else.
    BranchExists(String),
    /// Git cannot hold both branches: one's name is a folder of the other's.
    BranchInTheWay {
        /// The branch that was asked for.
        name: String,
        /// The one that exists.
        other: String,
    },
    /// Another work tree is on the branch.
    BranchCheckedOut(String),
    /// Touched files have uncommitted changes.
    Dirty(Vec<String>),
    /// Touched files have staged changes.
    Staged(Vec<String>),
    /// Touched files have a merge conflict.
    Unmerged(Vec<String>),
    /// Files the plan edits are not tracked.
    Untracked(Vec<String>),
    /// Files the plan creates are there already.
    WouldOverwrite(Vec<String>),
    /// Files are no longer what the plan was made from.
    Stale(Vec<String>),
    /// Files the plan creates are ignored.
    Ignored(Vec<String>),
    /// Files are left out of the work tree by a sparse checkout.
    NotCheckedOut(Vec<String>),
    /// A symbolic link stands at the path or above it.
    Symlink {
        /// The touched path.
        path: String,
        /// The link.
        link: String,
    },
    /// The path is in another repository.
    Submodule {
        /// The touched path.
        path: String,
        /// The folder of the other repository.
        folder: String,
    },
    /// The path cannot be in a commit, or must never be written.
    UnsafePath {
        /// The touched path.
        path: String,
        /// What is wrong with it: "it leaves the repository".
        reason: &'static str,
    },
    /// Two paths are one on a file system that ignores case.
    SameName {
        /// The touched path.
        path: String,
        /// The other path, or a folder of it.
        other: String,
    },
    /// One path is a file, and the other needs a folder there.
    FileAndFolder {
        /// The touched path.
        path: String,
        /// The other path.
        other: String,
    },
    /// A filter stands between the work tree and the repository.
    Filtered {
        /// The touched path.
        path: String,
        /// The attribute, `filter=lfs`.
        attribute: String,
    },
    /// HEAD moved while the plan was being applied.
    HeadMoved,
    /// A branch that was to be removed has moved.
    BranchMoved(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoRepository => f.write_str("this folder is in no git repository, so there is nothing to commit to."),
            Self::NoIndex => f.write_str("this folder is in no git repository, so there is no index to stage in."),
            Self::Bare => f.write_str("this repository is bare, so there are no files to edit."),
            Self::Unborn => f.write_str("this repository has no commit yet."),
            Self::Detached => f.write_str("HEAD is on no branch, and a commit made there is easily lost."),
            Self::InProgress(what) => write!(f, "{what} is in progress."),
            Self::IndexLocked(age) => {
                write!(f, "another git process {} the index{}.", doing("writing", *age), time(*age))
            }
            Self::BranchLocked { reference, age } => {
                let doing = doing("moving", *age);
                write!(f, "another git process {doing} {}{}.", shown(reference), time(*age))
            }
            Self::Busy => f.write_str("another run is writing in this repository."),
            Self::BadBranch(name) => write!(f, "\"{}\" cannot be the name of a branch.", shown(name)),
            Self::BranchExists(name) => write!(f, "the branch {} exists and holds something else.", shown(name)),
            Self::BranchInTheWay { name, other } => {
                write!(f, "the branch {} cannot exist beside the branch {}.", shown(name), shown(other))
            }
            Self::BranchCheckedOut(name) => write!(f, "another work tree is on the branch {}.", shown(name)),
            Self::Dirty(paths) => edited(f, paths, "uncommitted changes"),
            Self::Staged(paths) => edited(f, paths, "staged changes"),
            Self::Unmerged(paths) => edited(f, paths, "a merge conflict"),
            Self::Untracked(paths) => about(f, paths, "is not tracked", "are not tracked", "this plan edits"),
            Self::WouldOverwrite(paths) => {
                about(f, paths, "exists and is not committed", "exist and are not committed", "this plan creates")
            }
            Self::Stale(paths) => about(
                f,
                paths,
                "is not what the plan was made from",
                "are not what the plan was made from",
                "it touches",
            ),
            Self::Ignored(paths) => about(f, paths, "is ignored by git", "are ignored by git", "this plan creates"),
            Self::NotCheckedOut(paths) => {
                about(f, paths, "is not in the sparse checkout", "are not in the sparse checkout", "this plan edits")
            }
            Self::Symlink { path, link } if path == link => write!(f, "{} is a symbolic link.", shown(path)),
            Self::Symlink { path, link } => {
                write!(f, "{} is beneath the symbolic link {}.", shown(path), shown(link))
            }
            Self::Submodule { path, folder } => {
                write!(f, "{} is in {}, which is another repository.", shown(path), shown(folder))
            }
            Self::UnsafePath { path, reason } => write!(f, "{} is not written: {reason}.", shown(path)),
            Self::SameName { path, other } => {
                write!(f, "{} and {} are one name on a file system that ignores case.", shown(path), shown(other))
            }
            Self::FileAndFolder { path, other } => {
                write!(f, "{} and {} cannot both exist: one is a folder of the other.", shown(path), shown(other))
            }
            Self::Filtered { path, attribute } => {
                write!(f, "{} has the attribute {}, and filters are not run.", shown(path), shown(attribute))
            }
            Self::HeadMoved => f.write_str("somebody committed to this branch at the same moment."),
            Self::BranchMoved(name) => write!(f, "the branch {} moved at the same moment.", shown(name)),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::NoRepository => "use --worktree to edit the files only, or run `git init` and commit first.",
            Self::NoIndex => "leave out --stage.",
            Self::Bare => "leave out --in-place and --worktree: a commit on a new branch works here.",
            Self::Unborn => "make a first commit, so that there is something to compare with; or use --worktree.",
            Self::Detached => "switch to a branch, or leave out --in-place to get a new one.",
            Self::InProgress(_) => "finish or abort it first, or leave out --in-place to get a new branch.",
            Self::IndexLocked(_) => "wait for it; after a crash, remove index.lock in the git directory.",
            Self::BranchLocked { reference, .. } => {
                return format!("wait for it; after a crash, remove {}.lock in the git directory.", shown(reference));
            }
            Self::Busy => "wait for it to end, then try again.",
            Self::BadBranch(_) => "choose a name that `git check-ref-format --branch` accepts.",
            Self::BranchExists(name) => {
                return format!("choose another with --branch, or remove it: git branch -D {}", shown(name));
            }
            Self::BranchInTheWay { .. } => "choose another name with --branch.",
            Self::BranchCheckedOut(_) => "choose another branch, or work in that work tree.",
            Self::Dirty(paths) => return or_ignore(paths, "commit or stash"),
            Self::Staged(paths) => return or_ignore(paths, "commit or unstage"),
            Self::Unmerged(_) => "resolve the conflict and commit.",
            Self::Untracked(_) => "commit the file first, so that the edit can be undone.",
            Self::WouldOverwrite(_) => "commit, move or remove the file.",
            Self::Stale(_) => "plan again.",
            Self::Ignored(_) => "ignored files are never committed; take the path out of .gitignore if it should be.",
            Self::NotCheckedOut(_) => "leave out --in-place and --worktree, or widen the sparse checkout.",
            Self::Symlink { .. } => "links are never written through; plan in the folder it points to.",
            Self::Submodule { .. } => "plan in that repository.",
            Self::UnsafePath { .. } | Self::SameName { .. } => {
                "the rule that names this path must be mended or skipped."
            }
            Self::FileAndFolder { .. } => "move the one that is in the way, or skip the rule.",
            Self::Filtered { .. } => "skip the rules that touch this file, and edit it by hand.",
            Self::HeadMoved => "plan again.",
            Self::BranchMoved(_) => "look at what is on it now, then try again.",
        }
        .to_owned()
    }
}

/// "a.py has uncommitted changes, and this plan edits it."
fn edited(f: &mut std::fmt::Formatter<'_>, paths: &[String], state: &str) -> std::fmt::Result {
    about(f, paths, &format!("has {state}"), &format!("have {state}"), "this plan edits")
}

fn about(f: &mut std::fmt::Formatter<'_>, paths: &[String], one: &str, many: &str, plan: &str) -> std::fmt::Result {
    match paths {
        [path] => write!(f, "{} {one}, and {plan} it.", shown(path)),
        _ => {
            let names: Vec<String> = paths.iter().map(|path| shown(path)).collect();
            write!(f, "{} files {many}, and {plan} them: {}.", paths.len(), names.join(", "))
        }
    }
}

fn or_ignore(paths: &[String], do_this: &str) -> String {
    let what = if paths.len() == 1 { "that file" } else { "those files" };
    format!("{do_this} {what}, or plan on HEAD with --ignore-dirty.")
}

/// Why a plan was not applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// It would not have been safe (exit code 3).
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// It could not be done (exit code 2).
    #[error("{0}")]
    Failed(#[from] GitError),
}

impl ApplyError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => Some(refusal.hint()),
            Self::Failed(error) => error.hint().map(str::to_owned),
        }
    }

    /// The process's exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_) => 3,
            Self::Failed(_) => 2,
        }
    }
}

/// "is writing", or "has been writing" where it is known for how long.
fn doing(verb: &str, seconds: Option<u64>) -> String {
    format!("{} {verb}", if seconds.is_some() { "has been" } else { "is" })
}

fn time(seconds: Option<u64>) -> String {
    match seconds {
        None => String::new(),
        Some(1) => " for 1 second".to_owned(),
        Some(seconds @ 0..120) => format!(" for {seconds} seconds"),
        Some(seconds @ 120..7200) => format!(" for {} minutes", seconds / 60),
        Some(seconds) => format!(" for {} hours", seconds / 3600),
    }
}
