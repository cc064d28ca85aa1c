//! The view for a person at a terminal, and the one people judge the tool by.
//!
//! The first screen answers "did it understand my repository, what will happen, what is left to me, what is
//! the one next command?". Below it stands the diff, app by app, every hunk with the rule that made it and why;
//! what is new is a line each. The end has the steps in full, and what was left alone.

mod change;
mod code;
mod files;
mod head;
mod labelled;
mod outcome;
mod overview;
mod paint;
mod tail;

use std::time::Duration;

use crate::render::apps::apps;
use crate::render::summary::{Part, nothing_found};
use crate::report::{FileChange, Plan};

pub(crate) use outcome::shell_word;
pub use outcome::{AppliedView, applied, refused};
pub(super) use paint::wrap;

/// How the view is laid out. The caller asks the terminal; this module never does.
#[derive(Clone, Debug)]
pub struct TextOptions {
    /// Columns to fill.
    pub width: usize,
    /// Emit styles?
    pub color: bool,
    /// Is a person looking at a terminal? Long lines are wrapped.
    pub terminal: bool,
    /// Show everything: new files, every rule, every note.
    pub verbose: bool,
    /// Show only the sums and what is left to a person.
    pub quiet: bool,
    /// Show a line per file instead of the diff.
    pub stat: bool,
    /// New files to show in full.
    pub show: Vec<String>,
    /// How long planning took; `None` keeps the output the same from run to run.
    pub elapsed: Option<Duration>,
    /// Why the next command would refuse as things are.
    pub obstacle: Option<String>,
    /// The one next command, with a word on what it does.
    pub next: Option<String>,
}

impl Default for TextOptions {
    /// Plain text for a pipe.
    fn default() -> TextOptions {
        TextOptions {
            width: 100,
            color: false,
            terminal: false,
            verbose: false,
            quiet: false,
            stat: false,
            show: Vec::new(),
            elapsed: None,
            obstacle: None,
            next: None,
        }
    }
}

/// The plan as text, with a final line break.
pub fn text(plan: &Plan, options: &TextOptions) -> String {
    // Narrower columns than these help nobody.
    let options = &TextOptions { width: options.width.max(40), ..options.clone() };
    let mut out = String::new();
    if options.stat {
        files::write_files(&mut out, plan, options);
        overview::write_next(&mut out, options);
        return out;
    }
    if !options.verbose && nothing_found(plan) {
        head::write_nothing(&mut out, plan, options);
        return out;
    }
    let apps = apps(plan);
    if !options.quiet {
        let paint = paint::Paint { color: options.color };
        head::write_header(&mut out, plan, options);
        head::write_projects(&mut out, plan, paint, options.width);
        out.push('\n');
    }
    overview::write_overview(&mut out, plan, &apps, options);
    if !options.quiet {
        let mut changes = change::Changes::new(plan, options, false);
        let several = plan.projects.len() > 1 || apps.len() > 1;
        for app in apps.iter().filter(|app| !app.sections.is_empty()) {
            let name = if several { overview::name(plan, app.root) } else { String::new() };
            changes.write_app(&mut out, &name, app);
        }
        tail::write_tail(&mut out, plan, options);
    }
    out
}

/// The share of one edit group in the diff: what a person says yes or no to.
pub fn group(plan: &Plan, group: &str, options: &TextOptions) -> String {
    let mut out = String::new();
    let mut changes = change::Changes::new(plan, options, true);
    for mut app in apps(plan) {
        app.sections.retain(|section| section.rule.is_some_and(|rule| rule.group == group));
        if !app.sections.is_empty() {
            changes.write_app(&mut out, &overview::name(plan, app.root), &app);
        }
    }
    out
}

/// Files with their hunks, and nothing else.
pub fn files(files: &[FileChange], options: &TextOptions) -> String {
    let mut out = String::new();
    for file in files {
        let part = Part { file, hunks: file.hunks.iter().collect() };
        change::write_part(&mut out, &part, options, paint::Paint { color: options.color });
    }
    out
}

#[cfg(test)]
mod tests;
