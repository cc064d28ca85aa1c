//! `apply -p`: a person says yes or no to each part of a plan.
//!
//! A part is an edit group, which stands or falls as one; `s` goes through those of its places that can stand alone.
//! What is declined is left out and the rest is planned again, so that what is committed holds every law and nothing
//! depends on what is not there.

mod keys;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use regex::Regex;

use self::keys::Answer;
use super::output::Output;
use super::run::Run;
use crate::files::Files;
use crate::render::{self, TextOptions, escape::visible, secrets::clean};
use crate::report::{Change, FileChange, Leave, Outcome, Plan};
use crate::settings::{self, remembering};

/// Goes through the plan until every part of it has been taken; answers with the plan of what is left. Where the
/// person quits, that is nothing.
///
/// # Errors
/// Where the terminal is gone, or the rest cannot be planned.
pub(super) fn review(run: Run, output: &Output) -> Result<Run> {
    let options = output.text_options(None, None);
    let (whole, parts) = (run.plan.clone(), render::groups(&run.plan));
    let (taken, left, places) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let mut review = Review { run, output, options, whole, parts, taken, left, places };
    let quit = review.decide()? == Answer::Quit;
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
    /// The plan before anything was left out.
    whole: Plan,
    /// Its groups, and those that came up when others were left out.
    parts: Vec<String>,
    /// The groups a person wants.
    taken: BTreeSet<String>,
    /// The groups that are not wanted with their rules, and single places that are not.
    left: BTreeMap<String, Vec<String>>,
    places: Vec<Leave>,
}

/// What is known of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Taken,
    Left,
    /// It fell with another one.
    Gone,
}

impl Review<'_> {
    /// Asks about part after part until none is open.
    fn decide(&mut self) -> Result<Answer> {
        // Where to go on, and whether the person named that part.
        let (mut at, mut named) = (0, false);
        loop {
            let groups = render::groups(&self.run.plan);
            let new: Vec<String> = groups.iter().filter(|group| !self.parts.contains(group)).cloned().collect();
            self.parts.extend(new);
            let states: Vec<State> = self.parts.iter().map(|part| self.state(part, &groups)).collect();
            let open: Vec<usize> = (0..states.len()).filter(|&part| states[part] == State::Open).collect();
            let Some(&first) = open.first() else { return Ok(Answer::Take) };
            if states[at] == State::Gone || !named && states[at] != State::Open {
                at = open.iter().copied().find(|&part| part > at).unwrap_or(first);
            }
            let (part, state) = (self.parts[at].clone(), states[at]);
            self.output.talk(&self.shown(&part, &self.options))?;
            let there: Vec<usize> = (0..states.len()).filter(|&part| states[part] != State::Gone).collect();
            let next = |of: &[usize]| of.iter().copied().find(|&part| part > at);
            let before = |of: &[usize]| of.iter().copied().rfind(|&part| part < at);
            let splits = state != State::Left && self.places_of(&part).len() > 1;
            let offered = |answer| match answer {
                Answer::Split => splits,
                Answer::NextOpen => next(&open).is_some(),
                Answer::Next => next(&there).is_some(),
                Answer::PreviousOpen => before(&open).is_some(),
                Answer::Previous => before(&there).is_some(),
                Answer::GoTo | Answer::Search => there.len() > 1,
                _ => true,
            };
            let so_far = match state {
                State::Taken => ", taken so far",
                State::Left => ", left out so far",
                State::Open | State::Gone => "",
            };
            let question = format!("Take this part ({}/{}{so_far})", at + 1, self.parts.len());
            let (answer, more) = self.answer(&part, &question, &offered)?;
            let onward = next(&open).or_else(|| open.iter().copied().find(|&part| part != at)).unwrap_or(at);
            match answer {
                Answer::Take if state == State::Left => self.take_back(&part)?,
                Answer::Take => drop(self.taken.insert(part)),
                Answer::Leave if state == State::Left => {}
                Answer::Leave => self.leave(vec![part])?,
                Answer::TakeAll => {
                    self.taken.extend(open.iter().map(|&part| self.parts[part].clone()));
                    if state == State::Left {
                        self.take_back(&part)?;
                    }
                }
                Answer::LeaveAll => {
                    let also = (state == State::Taken).then_some(at);
                    self.leave(open.iter().copied().chain(also).map(|part| self.parts[part].clone()).collect())?;
                }
                Answer::Split if self.split(&part)? != Answer::Quit => {}
                Answer::Split | Answer::Quit => return Ok(Answer::Quit),
                _ => {}
            }
            let place = match answer {
                Answer::Next => next(&there),
                Answer::PreviousOpen => before(&open),
                Answer::Previous => before(&there),
                Answer::GoTo => self.chosen(&states, &more)?,
                Answer::Search => self.found(&states, at, &more)?,
                _ => Some(onward),
            };
            named = matches!(answer, Answer::Next | Answer::Previous | Answer::GoTo | Answer::Search);
            at = place.unwrap_or(at);
        }
    }

    /// What a person says to a part, which is shown as often as that is asked for.
    fn answer(&self, part: &str, question: &str, offered: &dyn Fn(Answer) -> bool) -> Result<(Answer, String)> {
        loop {
            let said = self.ask(question, offered)?;
            let whole = || self.shown(part, &TextOptions { verbose: true, ..self.options.clone() });
            match said.0 {
                Answer::Again => self.output.talk(&whole())?,
                Answer::Page => self.output.page(&whole())?,
                _ => return Ok(said),
            }
        }
    }

    /// What is known of a part where these are the groups of the plan.
    fn state(&self, part: &str, groups: &[String]) -> State {
        let there = groups.iter().any(|group| group == part);
        let alone = || self.places.iter().any(|place| self.is_of(&place.rule, part));
        match there {
            true if self.taken.contains(part) => State::Taken,
            true => State::Open,
            false if self.left.contains_key(part) || alone() => State::Left,
            false => State::Gone,
        }
    }

    /// Is the rule one of the part?
    fn is_of(&self, rule: &str, part: &str) -> bool {
        self.whole.rules.iter().any(|report| report.id == rule && report.group == part)
    }

    /// A part as it is now, or was before it was left out.
    fn shown(&self, part: &str, options: &TextOptions) -> String {
        let now = render::group(&self.run.plan, part, options);
        if now.is_empty() { render::group(&self.whole, part, options) } else { now }
    }

    /// The part that a person names by its number, from a list of them where no number was typed yet.
    fn chosen(&self, states: &[State], typed: &str) -> Result<Option<usize>> {
        let mut typed = typed.to_owned();
        if typed.is_empty() {
            let width = self.parts.len().to_string().len();
            for (at, (part, state)) in self.parts.iter().zip(states).enumerate() {
                let mark = match state {
                    State::Open => ' ',
                    State::Taken => '+',
                    State::Left => '-',
                    State::Gone => continue,
                };
                self.output.talk(&format!("{mark} {:>width$}: {}\n", at + 1, self.title(part)))?;
            }
            typed = self.output.key("Go to which part? ")?.unwrap_or_default();
        }
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let there = number.filter(|&at| states.get(at).is_some_and(|state| *state != State::Gone));
        if there.is_none() && !typed.is_empty() {
            self.output.talk(&format!("There is no part {}.\n", visible(&typed)))?;
        }
        Ok(there)
    }

    /// `Start the watch before the shop opens (api)`
    fn title(&self, part: &str) -> String {
        let rules = self.run.plan.rules.iter().chain(&self.whole.rules);
        let Some(rule) = rules.filter(|rule| rule.outcome == Outcome::Applies).find(|rule| rule.group == part) else {
            return String::new();
        };
        let place = if rule.project == "." { String::new() } else { format!(" ({})", rule.project) };
        visible(&clean(&format!("{}{place}", rule.title))).into_owned()
    }

    /// The next part whose text a regular expression finds something in; after the last comes the first.
    fn found(&self, states: &[State], at: usize, typed: &str) -> Result<Option<usize>> {
        let typed = match typed {
            "" => self.output.key("Look for which regular expression? ")?.unwrap_or_default(),
            typed => typed.to_owned(),
        };
        if typed.is_empty() {
            return Ok(None);
        }
        let Ok(pattern) = Regex::new(&format!("(?m){typed}")) else {
            self.output.talk(&format!("{} is no regular expression.\n", visible(&typed)))?;
            return Ok(None);
        };
        let options = TextOptions { color: false, verbose: true, ..self.options.clone() };
        let mut others = (at + 1..states.len()).chain(0..=at).filter(|&part| states[part] != State::Gone);
        let found = others.find(|&part| pattern.is_match(&self.shown(&self.parts[part], &options)));
        if found.is_none() {
            self.output.talk(&format!("No part has {}.\n", visible(&typed)))?;
        }
        Ok(found)
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
                    let here = [Answer::Take, Answer::Leave, Answer::Quit, Answer::TakeAll, Answer::LeaveAll];
                    self.ask(&question, &|answer| here.contains(&answer))?.0
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
    fn ask(&self, question: &str, offered: &dyn Fn(Answer) -> bool) -> Result<(Answer, String)> {
        loop {
            let Some(typed) = self.output.key(&format!("\n{question} [{}]? ", keys::letters(offered)))? else {
                return Ok((Answer::Quit, String::new()));
            };
            match keys::read(&typed, offered) {
                Some(answer) => return Ok(answer),
                None if typed == "e" => self.output.talk(keys::NO_EDIT)?,
                None => self.output.talk(&keys::help(offered))?,
            }
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
        for group in groups {
            let rules = self.run.plan.rules.iter().filter(|rule| rule.group == group);
            let ids = rules.filter(|rule| rule.outcome == Outcome::Applies).map(|rule| rule.id.clone()).collect();
            self.taken.remove(&group);
            self.left.insert(group.clone(), ids);
            self.run.session.settings.declined.push(group);
        }
        let plan = self.run.session.plan()?;
        self.replace(plan)
    }

    /// Plans again with a group that was left out.
    fn take_back(&mut self, part: &str) -> Result<()> {
        self.left.remove(part);
        let of_part: Vec<Leave> = self.places.iter().filter(|place| self.is_of(&place.rule, part)).cloned().collect();
        self.places.retain(|place| !of_part.contains(place));
        let settings = &mut self.run.session.settings;
        settings.declined.retain(|group| group != part);
        settings.leave.retain(|place| !of_part.contains(place));
        let plan = self.run.session.plan()?;
        self.replace(plan)?;
        self.taken.insert(part.to_owned());
        if !render::groups(&self.run.plan).iter().any(|group| group == part) {
            let title = self.title(part);
            self.output.talk(&format!("{title}: that cannot stand without what else is left out.\n"))?;
        }
        Ok(())
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
        let mut skip: Vec<String> = self.left.values().flatten().cloned().collect();
        skip.sort();
        skip.dedup();
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
