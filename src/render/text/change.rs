//! An app, its rules, and their share of the diff.

use std::fmt::Write as _;

use super::TextOptions;
use super::code::{Layout, write_hunk};
use super::paint::{DIM, LOOK, PATH, Paint, STRONG, WIDEST_PROSE, elided, pad, width, wrap};
use crate::render::apps::App;
use crate::render::escape::{path, visible};
use crate::render::secrets::clean;
use crate::render::summary::{Part, Section, count, sentence, thousands};
use crate::report::{Change, FileChange, Hunk, Plan, RuleReport, Safety};

/// Writes the shares of apps in the diff, one after the other.
pub(super) struct Changes<'a> {
    plan: &'a Plan,
    options: &'a TextOptions,
    /// Are rules told that only write new files?
    every: bool,
    /// How to see new files, until it was said.
    hint: &'static str,
}

impl<'a> Changes<'a> {
    /// With `every`, rules that only write new files are told too.
    pub(super) fn new(plan: &'a Plan, options: &'a TextOptions, every: bool) -> Changes<'a> {
        Changes { plan, options, every, hint: HOW_TO_SEE }
    }

    /// An app's share: what happens to files that are there, what to look at, then what is new.
    pub(super) fn write_app(&mut self, out: &mut String, name: &str, app: &App<'_>) {
        let paint = Paint { color: self.options.color };
        if !name.is_empty() {
            let columns = self.options.width.min(WIDEST_PROSE);
            let rule = "\u{2500}".repeat(columns.saturating_sub(width(name) + 4));
            let _ = writeln!(out, "\n\u{2500}\u{2500} {} {rule}", paint.paint(STRONG, name));
        }
        let mut folded: Vec<(&Section<'_>, &FileChange)> = Vec::new();
        for section in &app.sections {
            let (hidden, shown): (Vec<&Part<'_>>, Vec<&Part<'_>>) =
                section.parts.iter().partition(|part| self.folds(part.file));
            folded.extend(hidden.iter().map(|part| (section, part.file)));
            let rule = section.rule;
            let told = self.every || rule.is_none_or(|rule| rule.safety == Safety::Review || !rule.notes.is_empty());
            // A share in a new file that is not shown is no news.
            let is_news = |file: &str| !self.plan.files.iter().any(|other| other.path == file && self.folds(other));
            let elsewhere: Vec<_> = section.elsewhere.iter().filter(|(file, _)| is_news(file)).collect();
            if told || !shown.is_empty() || !elsewhere.is_empty() {
                write_section(out, section, &shown, &elsewhere, self.options);
            }
        }
        if !folded.is_empty() {
            let hint = paint.paint(DIM, std::mem::take(&mut self.hint));
            let _ = writeln!(out, "\n{}{hint}", paint.paint(STRONG, "new files"));
            write_new_files(out, &folded, self.options);
        }
    }

    /// Is this a new file whose text is not shown?
    fn folds(&self, file: &FileChange) -> bool {
        let shows = self.options.verbose || self.options.show.contains(&file.path);
        file.change == Change::Create && !shows
    }
}

/// A line per new file: how long it is, and what for.
fn write_new_files(out: &mut String, files: &[(&Section<'_>, &FileChange)], options: &TextOptions) {
    let paint = Paint { color: options.color };
    let columns = options.width.min(WIDEST_PROSE);
    let paths: Vec<String> = files.iter().map(|(_, file)| path(&file.path).into_owned()).collect();
    let widest = paths.iter().map(|path| width(path)).max().unwrap_or(0).min(columns / 2);
    let mut last = None;
    for ((section, file), path) in files.iter().zip(&paths) {
        let lines = match file.added {
            0 => "     empty".to_owned(),
            1 => "   1 line ".to_owned(),
            lines => format!("{:>4} lines", thousands(lines)),
        };
        let id = section.rule.map(|rule| rule.id.as_str());
        // What several files are for is said once.
        let purpose = section.rule.filter(|_| id != last).map_or("", |rule| &rule.title);
        last = id;
        let name = paint.paint(PATH, path) + &pad("", widest.saturating_sub(width(path)));
        let room = columns.saturating_sub(2 + widest.max(width(path)) + 2 + width(&lines) + 2);
        let mut purpose = clean(purpose);
        if width(&purpose) > room {
            let told = room >= NARROWEST_PURPOSE;
            purpose = if told { format!("{} \u{2026}", elided(&purpose, room - 2)) } else { String::new() };
        }
        let _ = writeln!(out, "{}", format!("  {name}  {lines}  {purpose}").trim_end());
    }
}

/// The rule's heading, title and reasons, then its files.
fn write_section(
    out: &mut String,
    section: &Section<'_>,
    parts: &[&Part<'_>],
    elsewhere: &[&(&str, &str)],
    options: &TextOptions,
) {
    let paint = Paint { color: options.color };
    out.push('\n');
    match section.rule {
        Some(rule) => write_rule(out, rule, options, paint),
        None => {
            let _ = writeln!(out, "{}", paint.paint(STRONG, "other changes"));
        }
    }
    for part in parts {
        write_part(out, part, options, paint);
    }
    if !elsewhere.is_empty() {
        out.push('\n');
    }
    for (file, owner) in elsewhere {
        let note = format!(" shown under {}", visible(owner));
        let _ = writeln!(out, "  {} {}", paint.paint(PATH, &path(file)), paint.paint(DIM, &note));
    }
}

fn write_rule(out: &mut String, rule: &RuleReport, options: &TextOptions, paint: Paint) {
    let columns = options.width.min(WIDEST_PROSE);
    let id = visible(&rule.id);
    let mut heading = paint.paint(STRONG, &id);
    if rule.safety == Safety::Review {
        let gap = columns.saturating_sub(width(&id) + LOOK_HERE.len()).max(2);
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
        let (place, said) = (format!("{}:{}", path(&note.file), note.line), clean(&note.text));
        let fits = 2 + width(&place) + 2 + width(&said) <= columns;
        let place = paint.paint(PATH, &place);
        if fits {
            let _ = writeln!(out, "{}", format!("  {place}  {said}").trim_end());
            continue;
        }
        let _ = writeln!(out, "  {place}");
        for line in wrap(&said, columns - 4) {
            let _ = writeln!(out, "    {line}");
        }
    }
    if rule.notes.len() > most {
        let more = format!("  \u{2026} {} (-v shows all)", count(rule.notes.len() - most, "more place"));
        let _ = writeln!(out, "{}", paint.paint(DIM, &more));
    }
}

const HOW_TO_SEE: &str = " (-v shows all of them, --show FILE one)";
/// Columns that a purpose is worth telling in.
const NARROWEST_PURPOSE: usize = 16;
/// Places with a note of their own before the rest is only counted.
const MOST_NOTES: usize = 20;

const LOOK_HERE: &str = "look here";

fn write_prose(out: &mut String, text: &str, columns: usize) {
    for line in wrap(text, columns) {
        let _ = writeln!(out, "{}", clean(&line));
    }
}

/// A file's name and the hunks of it that belong here.
pub(super) fn write_part(out: &mut String, part: &Part<'_>, options: &TextOptions, paint: Paint) {
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
    for (at, (hunk, also)) in part.hunks.iter().zip(&also).enumerate() {
        if at > 0 {
            let others = if same { "" } else { also };
            let gap = format!("{:>width$}{others}", "\u{22ee}", width = layout.numbers + 2);
            let _ = writeln!(out, "{}", paint.paint(DIM, &gap));
        }
        write_hunk(out, &file.path, hunk, layout);
    }
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
