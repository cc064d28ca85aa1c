//! The only code that writes: turns exactly the bytes of a plan into a commit or into edited files.

use std::path::Path;

use crate::git::{self, Git};
use crate::report::Plan;

pub use crate::git::{ApplyError, Mode, Options, Refusal, Stage};

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The commit, in full; `None` where only files were edited or nothing changed.
    pub commit: Option<String>,
    /// The branch it is on, without `refs/heads/`; `None` on a detached HEAD and without a commit.
    pub branch: Option<String>,
    /// Files of the plan.
    pub files: usize,
    /// Hooks that `git commit` would have run.
    pub hooks_not_run: Vec<String>,
    /// The branch held this plan before; nothing was written.
    pub already: bool,
    /// An earlier run was interrupted, and this is what completing it came to.
    pub recovered: Option<String>,
}

/// Applies a plan. `git` is `None` outside git, where only [`Mode::Worktree`] is possible.
///
/// First completes an earlier run that was interrupted. A plan without files changes nothing.
pub fn apply(plan: &Plan, git: Option<&Git>, mode: &Mode, options: &Options) -> Result<Applied, ApplyError> {
    let Some(git) = git else { return outside_git(plan, &plan.repo.root, mode, options.stage) };
    let recovered = if git.is_bare() { None } else { git::recover(git)? };
    if plan.files.is_empty() {
        return Ok(Applied { recovered, ..Applied::default() });
    }
    let applied = git.apply(plan, mode, options)?;
    let hooks_not_run = if applied.commit.is_some() && !applied.already { git.hooks_not_run()? } else { Vec::new() };
    Ok(Applied {
        commit: applied.commit,
        branch: applied.branch,
        files: plan.files.len(),
        hooks_not_run,
        already: applied.already,
        recovered,
    })
}

fn outside_git(plan: &Plan, root: &Path, mode: &Mode, stage: Stage) -> Result<Applied, ApplyError> {
    if stage != Stage::None {
        return Err(Refusal::NoIndex.into());
    }
    if *mode != Mode::Worktree {
        return Err(Refusal::NoRepository.into());
    }
    git::write_outside_git(root, plan)?;
    Ok(Applied { files: plan.files.len(), ..Applied::default() })
}
