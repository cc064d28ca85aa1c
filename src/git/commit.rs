//! Makes the commit: blobs, trees and the commit itself, none of which anybody sees, then one reference.

use super::safety::{Mode, Options, Prepared, PreparedFile, Stage};
use super::store::{Difference, Role};
use super::{ApplyError, Git, GitError, Refusal, branch, journal, shown, sign};
use crate::report::Plan;

/// Writes the objects and checks them against the plan. No reference moves.
pub(super) fn build(git: &Git, prepared: &Prepared, message: &str) -> Result<String, GitError> {
    let Some(parent) = &prepared.head.commit else { return Err(GitError::new("there is no commit to build on")) };
    write_blobs(git, prepared)?;
    let edits: Vec<_> = prepared.files.iter().map(PreparedFile::edit).collect();
    let tree = git.store.write_tree(parent, &edits)?;
    let (base, _) = git.store.commit_links(parent)?;
    if !is_exactly(git, &base, &tree, prepared)? {
        return Err(GitError::new("the commit would not be exactly what was planned")
            .with_hint("nothing was changed; please report this with the list of planned files"));
    }
    let author = git.store.identity(Role::Author)?;
    let committer = git.store.identity(Role::Committer)?;
    let text = text(&tree, parent, &author, &committer, message);
    let signed = sign::sign_if_asked(git, &text, &committer)?;
    git.store.write_commit(signed.as_bytes())
}

/// Stores what the files will hold.
fn write_blobs(git: &Git, prepared: &Prepared) -> Result<(), GitError> {
    for file in &prepared.files {
        let id = git.store.write_blob(&file.stored)?;
        // Read back, so that what is committed is what was shown even on a failing disk.
        if id != file.stored_id || git.store.blob(&id)?.as_deref() != Some(&file.stored) {
            return Err(GitError::new(format!("git stored other bytes for {} than planned", shown(&file.path))));
        }
    }
    Ok(())
}

/// A commit object as git writes it.
fn text(tree: &str, parent: &str, author: &str, committer: &str, message: &str) -> String {
    let message = message.trim().replace('\0', "");
    format!("tree {tree}\nparent {parent}\nauthor {author}\ncommitter {committer}\n\n{message}\n")
}

/// Is the difference between two trees the plan and nothing else: paths, modes and contents?
pub(super) fn is_exactly(git: &Git, base: &str, tree: &str, prepared: &Prepared) -> Result<bool, GitError> {
    let mut found = git.store.differences(base, tree)?;
    let mut wanted: Vec<Difference> = prepared
        .files
        .iter()
        .map(|file| Difference {
            path: file.path.as_bytes().to_vec(),
            old: file.base.as_ref().map(|(mode, oid)| (mode.bits(), oid.clone())),
            new: Some((file.mode.bits(), file.stored_id.clone())),
        })
        .collect();
    let by_path = |a: &Difference, b: &Difference| a.path.cmp(&b.path);
    found.sort_by(by_path);
    wanted.sort_by(by_path);
    Ok(found == wanted)
}

/// What applying a plan came to.
pub(crate) struct Committed {
    pub commit: Option<String>,
    pub branch: Option<String>,
    pub already: bool,
}

impl Git {
    /// Checks a plan and applies it.
    pub(crate) fn apply(&self, plan: &Plan, mode: &Mode, options: &Options) -> Result<Committed, ApplyError> {
        let prepared = self.prepare(plan, mode, options)?;
        match mode {
            Mode::Branch { .. } => {
                let name = prepared.branch.clone().unwrap_or_default();
                let (commit, already) = match &prepared.already {
                    Some(commit) => (commit.clone(), true),
                    None => on_branch(self, &prepared, &name, &options.message)?,
                };
                Ok(Committed { commit: Some(commit), branch: Some(name), already })
            }
            Mode::InPlace => {
                let commit = build(self, &prepared, &options.message)?;
                journal::write(self, plan, &prepared, Some((&commit, &reason(&options.message))), Stage::None)?;
                Ok(Committed { commit: Some(commit), branch: prepared.head.branch, already: false })
            }
            Mode::Worktree => {
                if options.stage == Stage::Index {
                    write_blobs(self, &prepared)?;
                }
                journal::write(self, plan, &prepared, None, options.stage)?;
                Ok(Committed { commit: None, branch: None, already: false })
            }
        }
    }
}

/// The commit on a branch that must not exist, and whether somebody else made it with this very plan.
fn on_branch(git: &Git, prepared: &Prepared, name: &str, message: &str) -> Result<(String, bool), ApplyError> {
    let commit = build(git, prepared, message)?;
    if journal::make_branch(git, name, &commit, &reason(message))? {
        return Ok((commit, false));
    }
    match branch::check(git, name, prepared)? {
        Some(theirs) => Ok((theirs, true)),
        None => Err(Refusal::BranchExists(name.to_owned()).into()),
    }
}

/// What the reflog says.
fn reason(message: &str) -> String {
    let subject = message.trim().lines().next().unwrap_or_default();
    format!("commit (sentry-retrofit): {subject}")
}
