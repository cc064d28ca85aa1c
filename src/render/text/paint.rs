//! Styles, widths and wrapping.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Names, sums, the next step.
pub(super) const STRONG: Style = Style::new().bold();
/// What is there for completeness.
pub(super) const DIM: Style = Style::new().dimmed();
/// Paths above their diff.
pub(super) const PATH: Style = AnsiColor::Cyan.on_default();
/// What wants a look.
pub(super) const LOOK: Style = AnsiColor::Yellow.on_default().bold();
/// Refusals.
pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Added lines, and the words in them that changed.
pub(super) const ADDED: Style = AnsiColor::Green.on_default();
pub(super) const ADDED_WORD: Style = AnsiColor::Green.on_default().invert();
/// Removed lines, and the words in them that changed.
pub(super) const REMOVED: Style = AnsiColor::Red.on_default();
pub(super) const REMOVED_WORD: Style = AnsiColor::Red.on_default().invert();

/// Prose wider than this is hard to read, however wide the terminal.
pub(super) const WIDEST_PROSE: usize = 100;

/// Adds styles, or nothing at all.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    pub(super) color: bool,
}

impl Paint {
    /// `text` in a style, blanks without one. The text has passed [`visible`](crate::render::escape::visible).
    pub(super) fn paint(self, style: Style, text: &str) -> String {
        if self.color && !text.trim().is_empty() && !style.is_plain() {
            format!("{}{text}{}", style.render(), style.render_reset())
        } else {
            text.to_owned()
        }
    }
}

/// Columns a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Columns a character takes when it starts in column `at`.
pub(super) fn char_width(c: char, at: usize) -> usize {
    if c == '\t' { 8 - at % 8 } else { c.width().unwrap_or(0) }
}

/// Breaks prose at spaces into lines of at most `width` columns; a longer word gets a line of its own.
pub(in crate::render) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// What of a text goes into a line, cut at a word.
pub(super) fn elided(text: &str, width: usize) -> String {
    let first = wrap(text, width).into_iter().next().unwrap_or_default();
    first.trim_end_matches([',', ';', ':', '.', '(']).to_owned()
}

/// A text filled with spaces up to `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}
