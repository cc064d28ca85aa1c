//! May a branch of this name be made, and is the plan on it already?

use super::safety::Prepared;
use super::{ApplyError, Git, GitError, Refusal, commit};

/// Commits that are looked at for a plan that came and went.
const HISTORY: usize = 10_000;

/// Does the branch hold a plan that has been in the history of HEAD since, and is wanted again? Then it was
/// merged and reverted, and the branch is an old one.
pub(super) fn was_taken_back(git: &Git, name: &str, prepared: &Prepared) -> Result<bool, GitError> {
    let Some(tip) = git.store.reference(&format!("refs/heads/{name}"))? else { return Ok(false) };
    let (_, base) = git.store.commit_links(&tip)?;
    let mut commit = prepared.head.commit.clone();
    for _ in 0..HISTORY {
        let Some(here) = commit.filter(|here| Some(here) != base.as_ref()) else { return Ok(false) };
        let mut holds = true;
        for file in &prepared.files {
            holds &= git.store.tree_entry(&here, &file.path)?.is_some_and(|(_, oid)| oid == file.stored_id);
        }
        if holds {
            return Ok(true);
        }
        commit = git.store.commit_links(&here)?.1;
    }
    Ok(false)
}

/// The commit of the plan where the branch holds it already, `None` where the branch can be made.
pub(super) fn check(git: &Git, name: &str, prepared: &Prepared) -> Result<Option<String>, ApplyError> {
    let full = format!("refs/heads/{name}");
    let valid = !name.contains('\0')
        && git2::Branch::name_is_valid(name).unwrap_or(false)
        && git2::Reference::is_valid_name(&full);
    if !valid || name == "@" {
        return Err(Refusal::BadBranch(name.to_owned()).into());
    }
    if let Some(tip) = git.store.reference(&full)? {
        let (tree, parent) = git.store.commit_links(&tip)?;
        let holds_the_plan = match parent {
            Some(parent) => {
                let (base, _) = git.store.commit_links(&parent)?;
                commit::is_exactly(git, &base, &tree, prepared)?
            }
            None => false,
        };
        return if holds_the_plan { Ok(Some(tip)) } else { Err(Refusal::BranchExists(name.to_owned()).into()) };
    }
    // Another work tree can be on a branch that has no commit yet; making it would move its HEAD.
    if git.store.branches_elsewhere()?.contains(&full) {
        return Err(Refusal::BranchCheckedOut(name.to_owned()).into());
    }
    for above in super::paths::folders(name) {
        if git.store.reference(&format!("refs/heads/{above}"))?.is_some() {
            return Err(Refusal::BranchInTheWay { name: name.to_owned(), other: above.to_owned() }.into());
        }
    }
    if !git.store.references_below(&full)?.is_empty() {
        return Err(Refusal::BranchInTheWay { name: name.to_owned(), other: format!("{name}/…") }.into());
    }
    Ok(None)
}
