//! Which commits are this program's own, and taking back a branch that holds nothing else.

use super::store::RefFailure;
use super::{ApplyError, Git, GitError, Refusal, journal, reference_lock};
use crate::report::{ChangeIds, id_of_changes};

/// Commits that are looked at for one of ours.
const HISTORY: usize = 1_000;

/// A commit this program made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ours {
    /// The commit, in full.
    pub commit: String,
    /// Does it hold what was planned and nothing else? A person may have amended it since.
    pub exact: bool,
}

impl Git {
    /// The commit at the tip of a branch; `None` where there is no such branch.
    pub fn branch_tip(&self, name: &str) -> Result<Option<String>, GitError> {
        self.store.reference(&format!("refs/heads/{name}"))
    }

    /// The branches below a folder, with their tips.
    pub fn branches_below(&self, folder: &str) -> Result<Vec<(String, String)>, GitError> {
        let all = self.store.references_below(&format!("refs/heads/{folder}"))?;
        Ok(all
            .into_iter()
            .filter_map(|(name, tip)| Some((name.strip_prefix("refs/heads/")?.to_owned(), tip)))
            .collect())
    }

    /// Is a commit one of ours? Its message says so, and names the plan; the plan's id is worked out again from
    /// what the commit changes.
    pub fn ours(&self, commit: &str) -> Result<Option<Ours>, GitError> {
        let message = self.store.message(commit)?;
        let Some((version, plan)) = signed(&message) else { return Ok(None) };
        let (tree, Some(parent)) = self.store.commit_links(commit)? else { return Ok(None) };
        let (base, _) = self.store.commit_links(&parent)?;
        let changes = self.store.differences(&base, &tree)?;
        let ids = changes.iter().filter_map(|change| {
            let (mode, result) = change.new.as_ref()?;
            let path = std::str::from_utf8(&change.path).ok()?;
            let base = change.old.as_ref().map(|(_, oid)| oid.as_str());
            Some(ChangeIds { path, executable: mode & 0o100 != 0, base, result })
        });
        let ids: Vec<ChangeIds<'_>> = ids.collect();
        let exact = ids.len() == changes.len() && id_of_changes(version, ids).starts_with(plan);
        Ok(Some(Ours { commit: commit.to_owned(), exact }))
    }

    /// The latest commit of ours in the history of HEAD, along its first parents, that was not taken back since.
    pub fn latest_of_ours(&self) -> Result<Option<Ours>, GitError> {
        let mut commit = self.head()?.commit;
        let mut reverted = Vec::new();
        for _ in 0..HISTORY {
            let Some(here) = commit else { break };
            if let Some(ours) = self.ours(&here)?.filter(|ours| !reverted.contains(&ours.commit)) {
                return Ok(Some(ours));
            }
            reverted.extend(taken_back(&self.store.message(&here)?));
            commit = self.store.commit_links(&here)?.1;
        }
        Ok(None)
    }

    /// Is a commit in the history of HEAD?
    pub fn is_merged(&self, commit: &str) -> Result<bool, GitError> {
        match self.head()?.commit {
            Some(head) => self.store.contains(&head, commit),
            None => Ok(false),
        }
    }

    /// Is this or another work tree on the branch?
    pub fn is_checked_out(&self, name: &str) -> Result<bool, GitError> {
        let here = self.head()?.branch.as_deref() == Some(name);
        Ok(here || self.store.branches_elsewhere()?.contains(&format!("refs/heads/{name}")))
    }

    /// Removes a branch whose tip is still this commit.
    pub fn remove_branch(&self, name: &str, tip: &str) -> Result<(), ApplyError> {
        let reference = format!("refs/heads/{name}");
        let removed =
            journal::on_branch(self, &reference, tip, None, "undo", || self.store.remove_reference(&reference, tip))?;
        removed.map_err(|failure| match failure {
            RefFailure::Moved => Refusal::BranchMoved(name.to_owned()).into(),
            other => reference_lock::refused(self, &reference, other),
        })
    }
}

/// The commit that a message of `git revert` names.
fn taken_back(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("This reverts commit ")?;
    Some(rest.chars().take_while(char::is_ascii_hexdigit).collect())
}

/// The version and the plan that the last line of a commit message names.
fn signed(message: &str) -> Option<(&str, &str)> {
    let line = message.lines().rev().find_map(|line| line.strip_prefix("Planned by sentry-retrofit "))?;
    let (version, plan) = line.split_once("; plan ")?;
    let plan = plan.trim_end().strip_suffix('.')?;
    (plan.len() >= 12 && plan.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some((version, plan))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_by_its_last_line() {
        let signature = "Planned by sentry-retrofit 0.1.0; plan 0123456789ab.\n";
        assert_eq!(signed(&format!("Add it\n\n{signature}")), Some(("0.1.0", "0123456789ab")));
        assert_eq!(signed(&format!("Add it\n\n{signature}\nReviewed-by: x\n")), Some(("0.1.0", "0123456789ab")));
        for other in
            ["", "Planned by sentry-retrofit 0.1.0", "Planned by sentry-retrofit 0.1.0; plan .", "Planned by hand."]
        {
            assert_eq!(signed(other), None, "{other:?}");
        }
    }
}
