//! The view for a person at a terminal, and the one people judge the tool by.
//!
//! The first screen answers "did it understand my repository?", every hunk says which rule changed it and
//! why, and the end answers "what will happen, what is left to me, what is the one next command".

mod change;
mod code;
mod head;
mod outcome;
mod paint;
mod tail;

use std::time::Duration;

use crate::report::Plan;

pub(crate) use outcome::shell_word;
pub use outcome::{AppliedView, applied, refused};

/// How the view is laid out. The caller asks the terminal; this module never does.
#[derive(Clone, Debug)]
pub struct TextOptions {
    /// Columns to fill.
    pub width: usize,
    /// Emit styles?
    pub color: bool,
    /// Is a person looking at a terminal? Long new files are folded and long lines wrapped.
    pub terminal: bool,
    /// Show everything: unfolded files, every rule, every note.
    pub verbose: bool,
    /// Show only the sums and what is left to a person.
    pub quiet: bool,
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
    if !options.quiet {
        let paint = paint::Paint { color: options.color };
        head::write_header(&mut out, plan, paint, options.elapsed);
        head::write_projects(&mut out, plan, paint, options.width);
        for section in super::summary::sections(plan) {
            change::write_section(&mut out, plan, &section, options);
        }
    }
    tail::write_tail(&mut out, plan, options);
    out
}

#[cfg(test)]
mod tests;
