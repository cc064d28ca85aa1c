//! `undo`: takes back a branch that holds a plan and nothing else; for anything else it says which command does.

use std::path::Path;

use anyhow::{Result, bail};

use crate::cli::{ShowArgs, UndoArgs};
use crate::commands::apply::ApplyError;
use crate::commands::output::Output;
use crate::commands::run::{DONE, REFUSED, complete_earlier_run};
use crate::git::{self, Git};
use crate::render::{escape::visible, shell_word};
use crate::report::Plan;

/// The folder of the branches that `apply` makes.
const BRANCHES: &str = "sentry-retrofit";

/// Runs `undo`.
///
/// # Errors
/// Where there is no repository, or git fails.
pub fn run(args: &UndoArgs) -> Result<u8> {
    let output = Output::new(&ShowArgs { color: args.color, ..ShowArgs::default() });
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let Some(git) = git::open(path)? else { bail!("{} is in no git repository", path.display()) };
    complete_earlier_run(&git, &output)?;
    match decide(&git, args.branch.as_deref())? {
        Decision::Nothing => {
            output.say("There is nothing to undo: no branch and no commit here is by sentry-retrofit.\n")?
        }
        Decision::Not { reason, hint } => {
            output.refuse(&Plan::default(), &reason, Some(&hint))?;
            return Ok(REFUSED);
        }
        Decision::Remove { name, tip } => match git.remove_branch(&name, &tip) {
            Ok(()) => {
                let (word, short) = (shell_word(&name), short(&tip));
                let text =
                    format!("Removed the branch {name} (it was at {short}).\n  back      git branch {word} {short}\n");
                output.say(&text.lines().map(|line| format!("{}\n", visible(line))).collect::<String>())?;
            }
            Err(ApplyError::Refused(refusal)) => {
                output.refuse(&Plan::default(), &refusal.to_string(), Some(&refusal.hint()))?;
                return Ok(REFUSED);
            }
            Err(error) => return Err(error.into()),
        },
    }
    Ok(DONE)
}

/// What is to be done.
enum Decision {
    Nothing,
    Remove { name: String, tip: String },
    Not { reason: String, hint: String },
}

fn decide(git: &Git, named: Option<&str>) -> Result<Decision> {
    let (name, tip) = match named {
        Some(name) => match git.branch_tip(name) {
            Ok(Some(tip)) => (name.to_owned(), tip),
            // Git refuses names such as `.` for a branch.
            Ok(None) | Err(_) if Path::new(name).is_dir() => {
                bail!("there is no branch {name}; a repository is named so: sentry-retrofit undo --path {name}")
            }
            Ok(None) => bail!("there is no branch {name}"),
            Err(error) => return Err(error.into()),
        },
        None => {
            let mut ours = Vec::new();
            for (name, tip) in git.branches_below(BRANCHES)? {
                ours.extend(git.ours(&tip)?.map(|_| (name, tip)));
            }
            match ours.len() {
                0 => return committed(git),
                1 => ours.remove(0),
                _ => {
                    let names: Vec<&str> = ours.iter().map(|(name, _)| name.as_str()).collect();
                    return Ok(Decision::Not {
                        reason: format!("{} branches are by sentry-retrofit: {}.", names.len(), names.join(", ")),
                        hint: "name the one that is meant: sentry-retrofit undo BRANCH".to_owned(),
                    });
                }
            }
        }
    };
    let not = |reason: String, hint: String| Ok(Decision::Not { reason, hint });
    let by_hand = format!("look at git log {0}, then git branch -D {0} removes it.", shell_word(&name));
    match git.ours(&tip)? {
        None => return not(format!("the last commit on {name} is not by sentry-retrofit."), by_hand),
        Some(ours) if !ours.exact => {
            return not(format!("the last commit on {name} is not what was planned any more."), by_hand);
        }
        Some(_) => {}
    }
    if git.is_checked_out(&name)? {
        return not(format!("a work tree is on the branch {name}."), revert(&tip));
    }
    if git.is_merged(&tip)? {
        return not(format!("what is on {name} is in the history of HEAD already."), revert(&tip));
    }
    Ok(Decision::Remove { name, tip })
}

/// What to say where no branch is ours: a commit may be.
fn committed(git: &Git) -> Result<Decision> {
    let Some(ours) = git.latest_of_ours()? else { return Ok(Decision::Nothing) };
    let reason = format!("the commit {} is in the history of HEAD, which is not rewritten.", short(&ours.commit));
    Ok(Decision::Not { reason, hint: revert(&ours.commit) })
}

fn revert(commit: &str) -> String {
    format!("git revert {} takes it back.", short(commit))
}

fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}
