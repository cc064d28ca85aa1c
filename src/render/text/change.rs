//! A rule and its share of the diff.

use std::fmt::Write as _;

use super::TextOptions;
use super::code::{Layout, write_hunk};
use super::paint::{DIM, LOOK, PATH, Paint, STRONG, WIDEST_PROSE, width, wrap};
use crate::render::escape::{path, visible};
use crate::render::secrets::masked_prose;
use crate::render::summary::{Part, Section, count, sentence};
use crate::report::{Change, Hunk, Plan, RuleReport, Safety};

/// Lines of a new file shown before it is folded: about a screenful with its heading.
const SCREENFUL: usize = 20;

/// The rule's heading, title and reasons, then its files.
pub(super) fn write_section(out: &mut String, plan: &Plan, section: &Section<'_>, options: &TextOptions) {
    let paint = Paint { color: options.color };
    out.push('\n');
    match section.rule {
        Some(rule) => write_rule(out, plan, rule, section, options, paint),
        None => {
            let _ = writeln!(out, "{}", paint.paint(STRONG, "other changes"));
        }
    }
    for part in &section.parts {
        write_part(out, part, options, paint);
    }
    if !section.elsewhere.is_empty() {
        out.push('\n');
    }
    for (file, owner) in &section.elsewhere {
        let note = format!(" shown under {}", visible(owner));
        let _ = writeln!(out, "  {} {}", paint.paint(PATH, &path(file)), paint.paint(DIM, &note));
    }
}

fn write_rule(
    out: &mut String,
    plan: &Plan,
    rule: &RuleReport,
    section: &Section<'_>,
    options: &TextOptions,
    paint: Paint,
) {
    let columns = options.width.min(WIDEST_PROSE);
    let id = visible(&rule.id);
    let place = match place(plan, rule, section) {
        Some(place) => format!(" \u{b7} {place}"),
        None => String::new(),
    };
    let mut heading = paint.paint(STRONG, &id) + &place;
    if rule.safety == Safety::Review {
        let gap = columns.saturating_sub(width(&id) + width(&place) + LOOK_HERE.len()).max(2);
        heading += &" ".repeat(gap);
        heading += &paint.paint(LOOK, LOOK_HERE);
    }
    let _ = writeln!(out, "{heading}");
    for text in [&sentence(&rule.title), &sentence(&rule.why)] {
        write_prose(out, text, columns);
    }
    // Why a person should look; the rule's own reason for being is said above.
    if let Some(reason) = rule.reason.as_deref().filter(|reason| !reason.trim().is_empty()) {
        write_prose(out, &sentence(reason), columns);
    }
    let most = if options.verbose { usize::MAX } else { MOST_NOTES };
    for note in rule.notes.iter().take(most) {
        let place = format!("{}:{}", path(&note.file), note.line);
        let _ = writeln!(out, "  {}  {}", paint.paint(PATH, &place), visible(&masked_prose(&note.text)));
    }
    if rule.notes.len() > most {
        let more = format!("  \u{2026} {} (-v shows all)", count(rule.notes.len() - most, "more place"));
        let _ = writeln!(out, "{}", paint.paint(DIM, &more));
    }
}

/// Places with a note of their own before the rest is only counted.
const MOST_NOTES: usize = 20;

const LOOK_HERE: &str = "look here";

fn write_prose(out: &mut String, text: &str, columns: usize) {
    for line in wrap(text, columns) {
        let _ = writeln!(out, "{}", visible(&masked_prose(&line)));
    }
}

/// The project, or for a rule of the whole repository the one file it changes.
fn place(plan: &Plan, rule: &RuleReport, section: &Section<'_>) -> Option<String> {
    if rule.project != "." {
        return Some(visible(&rule.project).into_owned());
    }
    let mut files = section.parts.iter().map(|part| part.file.path.as_str());
    match (files.next(), files.next()) {
        (Some(only), None) => Some(path(only).into_owned()),
        _ if plan.projects.len() > 1 => Some("repository".to_owned()),
        _ => None,
    }
}

/// A file's name and the hunks of it that belong here.
fn write_part(out: &mut String, part: &Part<'_>, options: &TextOptions, paint: Paint) {
    let file = part.file;
    let also: Vec<String> = part.hunks.iter().map(|hunk| also(hunk)).collect();
    let about = match (file.change, file.added) {
        (Change::Create, 0) => " (new, empty)".to_owned(),
        (Change::Create, lines) => format!(" (new, {})", count(lines, "line")),
        (Change::Modify, _) => String::new(),
    };
    let same = also.iter().all(|others| Some(others) == also.first());
    // Beside the file's name stands what holds for its first hunk; a later hunk repeats only news.
    let others = also.first().map(|others| paint.paint(DIM, others)).unwrap_or_default();
    let _ = writeln!(out, "\n  {}{about}{others}", paint.paint(PATH, &path(&file.path)));

    let last = part.hunks.iter().map(|hunk| hunk.new_start + hunk.new_len).max().unwrap_or(0);
    let layout =
        Layout { paint, numbers: last.to_string().len().max(4), wrap: options.terminal.then_some(options.width) };
    let fold = file.change == Change::Create && options.terminal && !options.verbose;
    for (at, (hunk, also)) in part.hunks.iter().zip(&also).enumerate() {
        if at > 0 {
            let others = if same { "" } else { also };
            let gap = format!("{:>width$}{others}", "\u{22ee}", width = layout.numbers + 2);
            let _ = writeln!(out, "{}", paint.paint(DIM, &gap));
        }
        let limit = if fold { SCREENFUL } else { usize::MAX };
        let hidden = write_hunk(out, &file.path, hunk, layout, limit);
        if hidden > 0 {
            let note = format!("{}\u{2026} {} (-v shows all)", " ".repeat(layout.numbers + 5), more(hidden));
            let _ = writeln!(out, "{}", paint.paint(DIM, &note));
        }
    }
}

fn more(hidden: usize) -> String {
    count(hidden, "more line")
}

/// `  also acme/user`: the rules beside the first whose lines the hunk shows.
fn also(hunk: &Hunk) -> String {
    let Some(((_, home), others)) = hunk.rules.split_first() else { return String::new() };
    let names: Vec<String> = others
        .iter()
        .map(
            |(id, project)| {
                if project == home || project == "." { id.clone() } else { format!("{id} \u{b7} {project}") }
            },
        )
        .collect();
    if names.is_empty() { String::new() } else { format!("  also {}", visible(&names.join(", "))) }
}
