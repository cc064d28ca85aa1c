//! `apply -p`: a person says yes or no to each part of a plan.
//!
//! A part is an edit group, which stands or falls as one. What is declined is left out and the rest is planned
//! again, so that what is committed holds every law and nothing depends on what is not there.

use std::collections::BTreeSet;

use anyhow::Result;

use super::output::Output;
use super::run::Run;
use crate::render::{self, TextOptions};
use crate::report::{Outcome, Plan};

const KEYS: &str = "\
y - take this part
n - leave it out
a - take it and all that follow
d - leave it and all that follow out
s - show its new files in full
q - quit; nothing is written
";

/// Goes through the plan until every part of it has been taken; answers with the plan of what is left. Where the
/// person quits, that is nothing.
///
/// # Errors
/// Where the terminal is gone, or the rest cannot be planned.
pub(super) fn review(mut run: Run, output: &Output) -> Result<Run> {
    let options = output.text_options(None, None);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // The rules that were at work and are not wanted.
    let mut left: BTreeSet<String> = BTreeSet::new();
    let mut rest = None;
    while let Some(group) = render::groups(&run.plan).into_iter().find(|group| !taken.contains(group)) {
        let answer = match rest {
            Some(answer) => answer,
            None => ask(&run.plan, &group, output, &options)?,
        };
        match answer {
            Answer::Quit => {
                run.plan = Plan::default();
                return Ok(run);
            }
            Answer::Take | Answer::TakeAll => {
                taken.insert(group);
            }
            Answer::Leave => leave(&mut run, vec![group], &mut left, output)?,
            Answer::LeaveAll => {
                let all = render::groups(&run.plan).into_iter().filter(|group| !taken.contains(group)).collect();
                leave(&mut run, all, &mut left, output)?;
            }
        }
        if matches!(answer, Answer::TakeAll | Answer::LeaveAll) {
            rest = Some(answer);
        }
    }
    remember(&run.plan, &left, output)?;
    Ok(run)
}

#[derive(Clone, Copy)]
enum Answer {
    Take,
    Leave,
    TakeAll,
    LeaveAll,
    Quit,
}

fn ask(plan: &Plan, group: &str, output: &Output, options: &TextOptions) -> Result<Answer> {
    output.talk(&render::group(plan, group, options))?;
    loop {
        let Some(key) = output.key("\nTake this part [y,n,a,d,s,q,?]? ")? else { return Ok(Answer::Quit) };
        match key.as_str() {
            "y" | "Y" => return Ok(Answer::Take),
            "n" | "N" => return Ok(Answer::Leave),
            "a" | "A" => return Ok(Answer::TakeAll),
            "d" | "D" => return Ok(Answer::LeaveAll),
            "q" | "Q" => return Ok(Answer::Quit),
            "s" | "S" => output.talk(&render::group(plan, group, &TextOptions { verbose: true, ..options.clone() }))?,
            _ => output.talk(KEYS)?,
        }
    }
}

/// Plans again without some groups, and says what falls with them.
fn leave(run: &mut Run, groups: Vec<String>, left: &mut BTreeSet<String>, output: &Output) -> Result<()> {
    run.session.settings.declined.extend(groups);
    let plan = run.session.plan()?;
    let applies = |plan: &Plan, id: &str, project: &str| {
        plan.rules.iter().any(|rule| rule.id == id && rule.project == project && rule.outcome == Outcome::Applies)
    };
    for rule in run.plan.rules.iter().filter(|rule| rule.outcome == Outcome::Applies) {
        let declined = run.session.settings.declined.contains(&rule.group);
        if declined {
            left.insert(rule.id.clone());
        }
        if !declined && !applies(&plan, &rule.id, &rule.project) {
            let place = if rule.project == "." { String::new() } else { format!(" ({})", rule.project) };
            output.talk(&format!("{}{place} falls with it.\n", render::escape::visible(&rule.id)))?;
        }
    }
    run.plan = plan;
    Ok(())
}

/// How the rules that were left out everywhere are left out for good.
fn remember(plan: &Plan, left: &BTreeSet<String>, output: &Output) -> Result<()> {
    let at_work = |id: &str| plan.rules.iter().any(|rule| rule.id == id && rule.outcome == Outcome::Applies);
    let ids: Vec<String> = left.iter().filter(|id| !at_work(id)).map(|id| format!("{id:?}")).collect();
    if !ids.is_empty() {
        let file = crate::settings::FILE;
        output.talk(&format!("To leave the same out next time: skip = [{}] in {file}\n", ids.join(", ")))?;
    }
    Ok(())
}
