//! `apply -p`: a person says yes or no to each part of a plan.
//!
//! A part is an edit group, which stands or falls as one; `s` goes through those of its places that can stand alone.
//! What is declined is left out and the rest is planned again, so that what is committed holds every law and nothing
//! depends on what is not there.

use std::collections::BTreeSet;

use anyhow::Result;

use super::output::Output;
use super::run::Run;
use crate::files::Files;
use crate::render::{self, TextOptions, escape::visible, secrets::clean};
use crate::report::{Change, FileChange, Leave, Outcome, Plan};
use crate::settings::{self, remembering};

/// What a key stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Take,
    Leave,
    TakeAll,
    LeaveAll,
    Split,
    Next,
    Previous,
    Again,
    Quit,
}

/// The keys, those of git where there is one, and what they do.
const KEYS: [(char, Answer, &str); 9] = [
    ('y', Answer::Take, "take this"),
    ('n', Answer::Leave, "leave it out"),
    ('a', Answer::TakeAll, "take it and all that is not decided"),
    ('d', Answer::LeaveAll, "leave it out, and all that is not decided"),
    ('s', Answer::Split, "split it into the places that can stand alone"),
    ('j', Answer::Next, "decide later, see the next part"),
    ('k', Answer::Previous, "decide later, see the part before"),
    ('p', Answer::Again, "print it again, new files in full"),
    ('q', Answer::Quit, "quit; nothing is written"),
];

/// Why one of git's keys is none here.
const NO_EDIT: &str = "What is applied is planned again and checked, so it is not edited here. Edit it in the commit, or \
                       take it with --worktree and edit the files.\n";

/// Goes through the plan until every part of it has been taken; answers with the plan of what is left. Where the
/// person quits, that is nothing.
///
/// # Errors
/// Where the terminal is gone, or the rest cannot be planned.
pub(super) fn review(run: Run, output: &Output) -> Result<Run> {
    let options = output.text_options(None, None);
    let mut review =
        Review { run, output, options, taken: BTreeSet::new(), rules: BTreeSet::new(), places: Vec::new() };
    let quit = review.parts()? == Answer::Quit;
    if quit {
        review.run.plan = Plan::default();
    } else {
        review.remember()?;
    }
    Ok(review.run)
}

struct Review<'o> {
    run: Run,
    output: &'o Output,
    options: TextOptions,
    /// The groups a person wants.
    taken: BTreeSet<String>,
    /// The rules of groups that are not wanted, and single places that are not.
    rules: BTreeSet<String>,
    places: Vec<Leave>,
}

impl Review<'_> {
    /// Asks about part after part until none is open.
    fn parts(&mut self) -> Result<Answer> {
        let mut at = 0;
        loop {
            let mut open = render::groups(&self.run.plan);
            open.retain(|group| !self.taken.contains(group));
            if open.is_empty() {
                return Ok(Answer::Take);
            }
            if at >= open.len() {
                at = 0;
            }
            let group = open[at].clone();
            self.output.talk(&render::group(&self.run.plan, &group, &self.options))?;
            let splits = self.places_of(&group).len() > 1;
            let offered = |answer| match answer {
                Answer::Split => splits,
                Answer::Next => at + 1 < open.len(),
                Answer::Previous => at > 0,
                _ => true,
            };
            let question = format!("Take this part ({}/{})", at + 1, open.len());
            let answer = loop {
                match self.ask(&question, &offered)? {
                    Answer::Again => {
                        let options = TextOptions { verbose: true, ..self.options.clone() };
                        self.output.talk(&render::group(&self.run.plan, &group, &options))?;
                    }
                    answer => break answer,
                }
            };
            match answer {
                Answer::Take => drop(self.taken.insert(group)),
                Answer::Leave => self.leave(vec![group])?,
                Answer::TakeAll => self.taken.extend(open),
                Answer::LeaveAll => self.leave(open)?,
                Answer::Next => at += 1,
                Answer::Previous => at -= 1,
                Answer::Split if self.split(&group)? != Answer::Quit => {}
                Answer::Split | Answer::Again | Answer::Quit => return Ok(Answer::Quit),
            }
        }
    }

    /// Asks about the places of a part, each with what it alone brings. What they share is taken where one of them is.
    fn split(&mut self, group: &str) -> Result<Answer> {
        let places = self.places_of(group);
        let mut rest = None;
        let mut taken = false;
        for (at, place) in places.iter().enumerate() {
            let without = self.without(place)?;
            let share = share(&without, &self.run.plan);
            if share.is_empty() {
                continue;
            }
            let answer = match rest {
                Some(answer) => answer,
                None => {
                    let heading = format!("\n{}\n", visible(&clean(&place.rule)));
                    self.output.talk(&(heading + &render::files(&share, &self.options)))?;
                    let question = format!("Take this place ({}/{})", at + 1, places.len());
                    let elsewhere = [Answer::Split, Answer::Next, Answer::Previous, Answer::Again];
                    self.ask(&question, &|answer| !elsewhere.contains(&answer))?
                }
            };
            match answer {
                Answer::Leave | Answer::LeaveAll => {
                    self.run.session.settings.leave.push(place.clone());
                    self.places.push(place.clone());
                    self.replace(without)?;
                }
                Answer::Quit => return Ok(Answer::Quit),
                _ => taken = true,
            }
            rest = rest.or(Some(answer).filter(|answer| matches!(answer, Answer::TakeAll | Answer::LeaveAll)));
        }
        if taken {
            self.taken.insert(group.to_owned());
        }
        Ok(Answer::Split)
    }

    /// One of the answers that are offered; who does not answer any more quits.
    fn ask(&self, question: &str, offered: &dyn Fn(Answer) -> bool) -> Result<Answer> {
        let keys = || KEYS.iter().filter(|(_, answer, _)| offered(*answer));
        let letters: String = keys().map(|(key, ..)| format!("{key},")).collect();
        loop {
            let Some(typed) = self.output.key(&format!("\n{question} [{letters}?]? "))? else {
                return Ok(Answer::Quit);
            };
            let typed = typed.to_ascii_lowercase();
            if let Some((_, answer, _)) = keys().find(|(key, ..)| typed == key.to_string()) {
                return Ok(*answer);
            }
            if typed == "e" {
                self.output.talk(NO_EDIT)?;
                continue;
            }
            let help: String = keys().map(|(key, _, does)| format!("{key} - {does}\n")).collect();
            self.output.talk(&help)?;
        }
    }

    /// The places in a group that can be left out one by one.
    fn places_of(&self, group: &str) -> Vec<Leave> {
        let rules = self.run.plan.rules.iter().filter(|rule| rule.group == group);
        rules.flat_map(|rule| rule.apart.iter().cloned()).collect()
    }

    /// The plan without a place.
    fn without(&mut self, place: &Leave) -> Result<Plan> {
        self.run.session.settings.leave.push(place.clone());
        let plan = self.run.session.plan();
        self.run.session.settings.leave.pop();
        Ok(plan?)
    }

    /// Plans again without some groups.
    fn leave(&mut self, groups: Vec<String>) -> Result<()> {
        let rules = self.run.plan.rules.iter().filter(|rule| groups.contains(&rule.group));
        self.rules.extend(rules.filter(|rule| rule.outcome == Outcome::Applies).map(|rule| rule.id.clone()));
        self.run.session.settings.declined.extend(groups);
        let plan = self.run.session.plan()?;
        self.replace(plan)
    }

    /// Goes on with another plan, and says which rules fell with what was left out.
    fn replace(&mut self, plan: Plan) -> Result<()> {
        let declined = |rule: &str, group: &String| {
            let left = self.run.session.settings.leave.iter().any(|place| place.rule == rule);
            left || self.run.session.settings.declined.contains(group)
        };
        for rule in self.run.plan.rules.iter().filter(|rule| rule.outcome == Outcome::Applies) {
            let applies = is_at_work(&plan, |other| other.id == rule.id && other.project == rule.project);
            if !applies && !declined(&rule.id, &rule.group) {
                let place = if rule.project == "." { String::new() } else { format!(" ({})", rule.project) };
                self.output.talk(&format!("{}{} falls with it.\n", visible(&rule.id), visible(&place)))?;
            }
        }
        self.run.plan = plan;
        Ok(())
    }

    /// Offers to write down what was left out, as a part of what is applied.
    fn remember(&mut self) -> Result<()> {
        let file = settings::FILE;
        // A rule that is at work in one project cannot be left out in another: a skip is for the repository.
        let mut skip: Vec<String> = self.rules.iter().cloned().collect();
        skip.retain(|id| !is_at_work(&self.run.plan, |rule| rule.id == *id));
        // A line that may hold a secret is copied nowhere.
        let leave: Vec<Leave> = self.places.iter().filter(|place| clean(&place.code) == place.code).cloned().collect();
        if skip.is_empty() && leave.is_empty() {
            return Ok(());
        }
        let session = &self.run.session;
        let offers = !self.run.plan.files.is_empty() && !session.is_ignored(file);
        if offers && self.output.ask(&format!("\nRemember in {file} what was left out?"))? {
            let before = session.tree.read_text(file);
            let after = remembering(before.as_deref().unwrap_or_default(), &skip, &leave)?;
            let kind = if before.is_some() { Change::Modify } else { Change::Create };
            let before = before.unwrap_or_default();
            let change = FileChange::between(file, kind, &[(None, &before), (None, &after)], false);
            let base = change.base.is_some().then(|| session.blob_id(before.as_bytes()));
            let change = FileChange { base, result: session.blob_id(after.as_bytes()), ..change };
            self.output.talk(&render::files(std::slice::from_ref(&change), &self.options))?;
            self.run.plan.files.push(change);
            self.run.plan.files.sort_by(|one, other| one.path.cmp(&other.path));
            return Ok(());
        }
        let lines = remembering("", &skip, &leave)?;
        let lines: String = lines.lines().map(|line| format!("  {}\n", visible(line)).replace("  \n", "\n")).collect();
        self.output.talk(&format!("To leave the same out next time, in {file}:\n{lines}"))?;
        Ok(())
    }
}

fn is_at_work(plan: &Plan, is_meant: impl Fn(&crate::report::RuleReport) -> bool) -> bool {
    plan.rules.iter().any(|rule| rule.outcome == Outcome::Applies && is_meant(rule))
}

/// What one plan has over another: what the place brings that the other lacks.
fn share(without: &Plan, with: &Plan) -> Vec<FileChange> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let changes = with.files.iter().filter_map(|file| {
        let other = without.files.iter().find(|other| other.path == file.path);
        let before = other.map_or(&file.before, |other| &other.after);
        let kind = if other.is_some() { Change::Modify } else { file.change };
        let (before, after) = (text(before), text(&file.after));
        (before != after)
            .then(|| FileChange::between(&file.path, kind, &[(None, &before), (None, &after)], file.executable))
    });
    changes.collect()
}
