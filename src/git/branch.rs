//! May a branch of this name be made, and is the plan on it already?

use super::safety::Prepared;
use super::{ApplyError, Git, Refusal, commit};

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
    if git.store.has_references_below(&full)? {
        return Err(Refusal::BranchInTheWay { name: name.to_owned(), other: format!("{name}/…") }.into());
    }
    Ok(None)
}
