//! The last screen: what will happen, what is left to a person, the one next command.

use std::fmt::Write as _;

use super::TextOptions;
use super::paint::{DIM, LOOK, Paint, STRONG, WIDEST_PROSE, pad, wrap};
use crate::render::escape::{path, visible};
use crate::render::secrets::masked_prose;
use crate::render::summary::{
    LeftAlone, by_hand, count, left_alone, name_rules, place_names, rules_with, to_review, verdict, was_there,
};
use crate::report::{Outcome, Place, Plan, RuleReport};

/// Column at which the texts behind the labels start.
const TEXT: usize = 14;
/// Reasons of rules without business here, and skipped files, before they are only counted.
const MOST_IDLE: usize = 6;
const MOST_NOTES: usize = 3;
/// Projects before the rest is only counted.
const MOST_PROJECTS: usize = 8;
/// Names of rules in one line before they are only counted.
const MOST_NAMES: usize = 4;

/// Writes entries behind a label in a column of their own.
struct Labelled<'a> {
    out: &'a mut String,
    paint: Paint,
    columns: usize,
}

impl Labelled<'_> {
    /// An entry's prose, wrapped; the first entry bears the label.
    fn entry(&mut self, label: &str, text: &str) {
        let lines = wrap(
            &visible(&masked_prose(&text.replace(['\n', '\r'], " "))),
            self.columns.saturating_sub(TEXT + 2).max(20),
        );
        for (at, line) in lines.iter().enumerate() {
            if at == 0 {
                self.line(label, line);
            } else {
                self.line("", &format!("  {line}"));
            }
        }
    }

    /// One line as it is.
    fn line(&mut self, label: &str, line: &str) {
        let style = if label == REVIEW { LOOK } else { STRONG };
        let gap = pad("", (TEXT - 2).saturating_sub(label.len()));
        let _ = writeln!(self.out, "{}", format!("  {}{gap}{line}", self.paint.paint(style, label)).trim_end());
    }
}

const REVIEW: &str = "to review";

/// Everything below the diff.
pub(super) fn write_tail(out: &mut String, plan: &Plan, options: &TextOptions) {
    let paint = Paint { color: options.color };
    let columns = options.width.min(WIDEST_PROSE);
    if !out.is_empty() {
        out.push('\n');
    }
    for line in wrap(&verdict(plan), columns) {
        let _ = writeln!(out, "{}", paint.paint(STRONG, &line));
    }
    let mut labelled = Labelled { out, paint, columns };
    if !options.quiet {
        write_projects(&mut labelled, plan);
    }
    write_review(&mut labelled, plan);
    write_by_hand(&mut labelled, plan);
    if !options.quiet {
        write_left_alone(&mut labelled, plan, options.verbose);
        write_notes(&mut labelled, plan, options.verbose);
    }
    if let Some(obstacle) = &options.obstacle {
        out.push('\n');
        for line in wrap(&format!("As things are, it is refused: {}", visible(obstacle)), columns) {
            let _ = writeln!(out, "{}", paint.paint(LOOK, &line));
        }
    }
    if let Some(next) = &options.next {
        let _ = writeln!(out, "\n{} {}", paint.paint(STRONG, "Next:"), visible(next));
    }
}

/// What each project gains, has already and leaves to a person; where there is only one, the rest says it.
fn write_projects(labelled: &mut Labelled<'_>, plan: &Plan) {
    let mut roots: Vec<&str> = plan.projects.iter().map(|project| project.root.as_str()).collect();
    roots.extend((!roots.contains(&".")).then_some("."));
    let ids = |root: &str, wanted: &dyn Fn(&RuleReport) -> bool| -> Vec<&str> {
        let of_root = plan.rules.iter().filter(|rule| rule.project == root && wanted(rule));
        of_root.map(|rule| rule.id.as_str()).collect()
    };
    let steps = by_hand(plan);
    let said: Vec<String> = roots
        .into_iter()
        .filter_map(|root| {
            let added = ids(root, &|rule| rule.outcome == Outcome::Applies);
            let there = ids(root, &|rule| was_there(plan, rule));
            let by_hand = steps.iter().filter(|step| step.projects.contains(&root)).count();
            let parts = [
                (!added.is_empty()).then(|| format!("adds {}", added.join(", "))),
                (!there.is_empty()).then(|| format!("has {}", there.join(", "))),
                (by_hand > 0).then(|| format!("{} by hand", count(by_hand, "step"))),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let name = if root == "." { "repository".to_owned() } else { path(root).into_owned() };
            (!parts.is_empty()).then(|| format!("{name}: {}", parts.join("; ")))
        })
        .collect();
    if said.len() > 1 {
        let shown = if said.len() <= MOST_PROJECTS + 1 { said.len() } else { MOST_PROJECTS };
        for (at, line) in said[..shown].iter().enumerate() {
            labelled.entry(if at == 0 { "by app" } else { "" }, line);
        }
        if shown < said.len() {
            let more = labelled.paint.paint(DIM, &format!("and {} more", said.len() - shown));
            labelled.line("", &more);
        }
    }
}

fn write_review(labelled: &mut Labelled<'_>, plan: &Plan) {
    let rules = to_review(plan);
    if !rules.is_empty() {
        labelled.entry(REVIEW, &name_rules(plan, &rules));
    }
}

/// Steps for a person. A text of several lines is meant to be pasted, so its lines stay as they are.
fn write_by_hand(labelled: &mut Labelled<'_>, plan: &Plan) {
    for (at, step) in by_hand(plan).iter().enumerate() {
        let label = if at == 0 { "by hand" } else { "" };
        let mut lines = step.text.lines();
        let first = lines.next().unwrap_or_default();
        match place_names(plan, &step.projects) {
            place if place.is_empty() => labelled.entry(label, first),
            place => labelled.entry(label, &format!("{place}: {first}")),
        }
        for line in lines {
            labelled.line("", &format!("  {}", visible(&masked_prose(line))));
        }
    }
}

fn write_left_alone(labelled: &mut Labelled<'_>, plan: &Plan, verbose: bool) {
    let groups = left_alone(plan, verbose);
    let (idle, open): (Vec<&LeftAlone<'_>>, Vec<&LeftAlone<'_>>) =
        groups.iter().partition(|group| group.outcome == Outcome::NotApplicable);
    let mut label = "left alone";
    for group in open {
        labelled.entry(std::mem::take(&mut label), &said_of(plan, group, verbose));
        if group.outcome == Outcome::Ambiguous {
            for site in &group.sites {
                let note = plan.rules.iter().flat_map(|rule| &rule.notes).find(|note| note.is_at(site));
                let why = note.map(|note| format!("  ({})", visible(&masked_prose(&note.text)))).unwrap_or_default();
                labelled.line("", &format!("  --at {}{why}", argument(site)));
            }
        }
    }
    // Where nothing changes, the reasons are all there is to tell.
    let shown = match idle.len() {
        few if verbose || few <= MOST_IDLE + 1 => few,
        _ if plan.files.is_empty() => MOST_IDLE,
        _ => 0,
    };
    for group in &idle[..shown] {
        labelled.entry(std::mem::take(&mut label), &said_of(plan, group, verbose));
    }
    if shown < idle.len() {
        let rules: usize = idle[shown..].iter().map(|group| group.rules.len()).sum();
        let (noun, verb) = (if shown == 0 { "rule" } else { "more rule" }, if rules == 1 { "has" } else { "have" });
        let more = format!("{} {verb} no business here (-v lists them)", count(rules, noun));
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
        Some(site) if group.outcome != Outcome::Ambiguous => format!("{said} ({}:{})", path(&site.file), site.line),
        _ => said,
    }
}

/// A place as an argument for the shell.
fn argument(site: &Place) -> String {
    super::outcome::shell_word(&format!("{}:{}", site.file, site.line))
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
