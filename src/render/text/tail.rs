//! The last screen: steps in full, and what was left alone.

use super::TextOptions;
use super::labelled::Labelled;
use super::overview::{write_details, write_next};
use super::paint::{DIM, Paint, WIDEST_PROSE};
use crate::render::escape::path;
use crate::render::summary::{LeftAlone, count, left_alone, name_rules, rules_with, was_there};
use crate::report::{Outcome, Plan};

/// Reasons of rules without business here, and skipped files, up to which they are listed; more are counted.
const MOST_IDLE: usize = 6;
const MOST_NOTES: usize = 3;
/// Names of rules in one line before they are only counted.
const MOST_NAMES: usize = 4;

/// Everything below the diff.
pub(super) fn write_tail(out: &mut String, plan: &Plan, options: &TextOptions) {
    let mut tail = String::new();
    if !plan.files.is_empty() {
        write_details(&mut tail, plan, options);
    }
    let columns = options.width.min(WIDEST_PROSE);
    let mut labelled = Labelled::new(&mut tail, Paint { color: options.color }, columns, []);
    write_left_alone(&mut labelled, plan, options.verbose);
    write_notes(&mut labelled, plan, options.verbose);
    if !tail.is_empty() {
        out.push('\n');
        out.push_str(&tail);
    }
    // The first screen says it too; behind a long diff it is out of sight.
    if !plan.files.is_empty() {
        write_next(out, options);
    }
}

fn write_left_alone(labelled: &mut Labelled<'_>, plan: &Plan, verbose: bool) {
    let groups = left_alone(plan, verbose);
    // Where several places could be meant, the first screen asks.
    let told = groups.iter().filter(|group| group.outcome != Outcome::Ambiguous);
    let (idle, open): (Vec<&LeftAlone<'_>>, Vec<&LeftAlone<'_>>) =
        told.partition(|group| group.outcome == Outcome::NotApplicable);
    let mut label = "left alone";
    for group in open {
        labelled.entry(std::mem::take(&mut label), &said_of(plan, group, verbose));
    }
    let shown = if verbose || idle.len() <= MOST_IDLE { idle.len() } else { 0 };
    for group in &idle[..shown] {
        labelled.entry(std::mem::take(&mut label), &said_of(plan, group, verbose));
    }
    if shown == 0 && !idle.is_empty() {
        let rules: usize = idle.iter().map(|group| group.rules.len()).sum();
        let verb = if rules == 1 { "has" } else { "have" };
        let more = format!("{} {verb} no business here (-v lists them)", count(rules, "rule"));
        labelled.entry(std::mem::take(&mut label), &more);
    }
    let present = rules_with(plan, |rule| was_there(plan, rule));
    if !present.is_empty() {
        labelled.entry(label, &format!("there already: {}", name_rules(plan, &present)));
    }
}

/// `acme/init: unsupported, the app is built in a loop (app.py:12)`
fn said_of(plan: &Plan, group: &LeftAlone<'_>, verbose: bool) -> String {
    let names = if verbose || group.rules.len() <= MOST_NAMES + 1 {
        name_rules(plan, &group.rules)
    } else {
        let rest = group.rules.len() - MOST_NAMES;
        format!("{} and {rest} more", name_rules(plan, &group.rules[..MOST_NAMES]))
    };
    let mut said = format!("{names}: {}", group.outcome.word());
    if let Some(reason) = group.reason {
        said = format!("{said}, {reason}");
    }
    match group.sites.first() {
        Some(site) => format!("{said} ({}:{})", path(&site.file), site.line),
        None => said,
    }
}

fn write_notes(labelled: &mut Labelled<'_>, plan: &Plan, verbose: bool) {
    let shown = if verbose || plan.notes.len() <= MOST_NOTES + 1 { plan.notes.len() } else { MOST_NOTES };
    let mut label = "skipped";
    for note in &plan.notes[..shown] {
        labelled.entry(std::mem::take(&mut label), &format!("{}: {}", path(&note.file), note.reason));
    }
    if shown < plan.notes.len() {
        let more = format!("and {} more (-v lists them)", plan.notes.len() - shown);
        let more = labelled.paint.paint(DIM, &more);
        labelled.line("", &more);
    }
}
