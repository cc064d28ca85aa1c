//! The rest of the first screen: what changes where, what to look at, what is left to a person, the one next command.

use std::fmt::Write as _;

use super::TextOptions;
use super::labelled::{Labelled, REVIEW, one_line};
use super::paint::{DIM, LOOK, Paint, STRONG, WIDEST_PROSE, elided, width, wrap};
use crate::render::apps::{App, by_area};
use crate::render::escape::{path, visible};
use crate::render::summary::{ByHand, by_hand, count, left_alone, name_rules, place_names, to_review, verdict};
use crate::report::{Outcome, Place, Plan};

/// Apps before the rest is only counted.
const MOST_APPS: usize = 8;

/// What the plan does, in a screen.
pub(super) fn write_overview(out: &mut String, plan: &Plan, apps: &[App<'_>], options: &TextOptions) {
    let paint = Paint { color: options.color };
    let columns = options.width.min(WIDEST_PROSE);
    for line in wrap(&verdict(plan), columns) {
        let _ = writeln!(out, "{}", paint.paint(STRONG, &line));
    }
    let shown = if apps.len() <= MOST_APPS + 1 { apps.len() } else { MOST_APPS };
    let names: Vec<String> = apps[..shown].iter().map(|app| name(plan, app.root)).collect();
    let mut labelled = Labelled::new(out, paint, columns, names.iter().map(String::as_str));
    if !plan.files.is_empty() && !options.quiet {
        write_apps(&mut labelled, &apps[..shown], &names);
        if shown < apps.len() {
            let more = paint.paint(DIM, &format!("and {} more", count(apps.len() - shown, "app")));
            labelled.line("", &more);
        }
    }
    let review = to_review(plan);
    if !review.is_empty() {
        labelled.entry(REVIEW, &name_rules(plan, &review));
    }
    write_decisions(&mut labelled, plan);
    write_steps(&mut labelled, plan, options);
    write_next(out, options);
}

/// `repository` where there are projects in it, or the project's folder.
pub(super) fn name(plan: &Plan, root: &str) -> String {
    match place_names(plan, &[root]) {
        name if name.is_empty() => "changes".to_owned(),
        name => path(&name).into_owned(),
    }
}

/// Per app how many files, and by which rules.
fn write_apps(labelled: &mut Labelled<'_>, apps: &[App<'_>], names: &[String]) {
    for (app, name) in apps.iter().zip(names) {
        let told = |number: usize, text: String| (number > 0).then_some(text);
        let work = [
            told(app.edited, format!("{} edited", app.edited)),
            told(app.new, format!("{} new", app.new)),
            told(app.adds.len(), format!("by {}", by_area(&app.adds))),
        ];
        let rest = [
            told(app.has.len(), format!("has {}", by_area(&app.has))),
            told(app.steps, format!("{} by hand", count(app.steps, "step"))),
        ];
        let joined = |parts: &[Option<String>], by| parts.iter().flatten().cloned().collect::<Vec<_>>().join(by);
        let said = match joined(&work, ", ") {
            work if work.is_empty() => joined(&rest, "; "),
            work => work,
        };
        labelled.entry(name, &said);
    }
}

/// Where several places could be meant: the flags that say which.
fn write_decisions(labelled: &mut Labelled<'_>, plan: &Plan) {
    let mut label = "decide";
    for group in left_alone(plan, false).iter().filter(|group| group.outcome == Outcome::Ambiguous) {
        labelled.entry(std::mem::take(&mut label), &group.said(plan));
        for site in &group.sites {
            let note = plan.rules.iter().flat_map(|rule| &rule.notes).find(|note| note.is_at(site));
            let why = note.map(|note| format!("({})", one_line(&note.text))).unwrap_or_default();
            let flag = format!("  --at {}", argument(site));
            if width(&flag) + 2 + width(&why) <= labelled.room("") {
                labelled.line("", format!("{flag}  {why}").trim_end());
            } else {
                labelled.line("", &flag);
                wrap(&why, labelled.room("    ")).iter().for_each(|line| labelled.line("", &format!("    {line}")));
            }
        }
    }
}

/// A place as an argument for the shell.
fn argument(site: &Place) -> String {
    super::outcome::shell_word(&format!("{}:{}", site.file, site.line))
}

/// The steps left to a person, a line each; [`write_details`] has what does not fit into one. Where nothing
/// follows, each is told whole.
pub(super) fn write_steps(labelled: &mut Labelled<'_>, plan: &Plan, options: &TextOptions) {
    let steps = by_hand(plan);
    let whole = options.quiet || plan.files.is_empty();
    for (at, step) in steps.iter().enumerate() {
        let label = if at == 0 { "by hand" } else { "" };
        let number = numbering(at, steps.len());
        let room = labelled.room(&number);
        if whole {
            write_whole(labelled, label, &number, plan, step);
        } else if fits(plan, step, room) {
            labelled.line(label, &format!("{number}{}", one_line(&step.said(plan))));
        } else {
            labelled.line(label, &format!("{number}{} \u{2026}", elided(&one_line(&step.said(plan)), room - 2)));
        }
    }
}

/// The steps that a line could not hold, in full, with the numbers they have above.
pub(super) fn write_details(out: &mut String, plan: &Plan, options: &TextOptions) {
    let paint = Paint { color: options.color };
    let steps = by_hand(plan);
    let mut labelled = Labelled::new(out, paint, options.width.min(WIDEST_PROSE), []);
    let mut label = "by hand";
    for (at, step) in steps.iter().enumerate() {
        let number = numbering(at, steps.len());
        if !fits(plan, step, labelled.room(&number)) {
            write_whole(&mut labelled, std::mem::take(&mut label), &number, plan, step);
        }
    }
}

/// A step with all its lines. Those behind the first are meant to be pasted: where they fit they stay as they are.
fn write_whole(labelled: &mut Labelled<'_>, label: &str, number: &str, plan: &Plan, step: &ByHand<'_>) {
    let indent = " ".repeat(number.len());
    let room = labelled.room(number);
    labelled.numbered(label, number, &step.said(plan));
    for line in step.lines() {
        // An indented line is a command or code, which a break would spoil.
        if line.starts_with(' ') || width(&line) <= room {
            labelled.line("", &format!("{indent}{line}"));
        } else {
            wrap(&line, room).iter().for_each(|line| labelled.line("", &format!("{indent}{line}")));
        }
    }
}

/// ` 1. `, so wide that all numbers of the list fit.
fn numbering(at: usize, of: usize) -> String {
    if of == 1 { String::new() } else { format!("{:>width$}. ", at + 1, width = of.to_string().len()) }
}

/// Does a line hold the whole step?
fn fits(plan: &Plan, step: &ByHand<'_>, room: usize) -> bool {
    step.text == step.first_line() && width(&one_line(&step.said(plan))) <= room
}

/// Why the next command would be refused, and the command.
pub(super) fn write_next(out: &mut String, options: &TextOptions) {
    let paint = Paint { color: options.color };
    if let Some(obstacle) = &options.obstacle {
        out.push('\n');
        let columns = options.width.min(WIDEST_PROSE);
        for line in wrap(&format!("As things are, it is refused: {}", visible(obstacle)), columns) {
            let _ = writeln!(out, "{}", paint.paint(LOOK, &line));
        }
    }
    if let Some(next) = &options.next {
        let _ = writeln!(out, "\n{} {}", paint.paint(STRONG, "Next:"), visible(next));
    }
}
