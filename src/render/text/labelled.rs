//! Entries behind labels in a column of their own.

use std::fmt::Write as _;

use super::paint::{LOOK, Paint, STRONG, pad, width, wrap};
use crate::render::secrets::clean;

/// Columns of the labels unless one is wider, with what stands around them.
const NARROWEST: usize = 14;

/// Writes entries behind a label in a column of their own.
pub(super) struct Labelled<'a> {
    pub(super) out: &'a mut String,
    pub(super) paint: Paint,
    /// Columns of a line.
    pub(super) columns: usize,
    /// The column at which the texts behind the labels start.
    pub(super) text: usize,
}

/// The label that wants a look.
pub(super) const REVIEW: &str = "look at";

impl<'a> Labelled<'a> {
    /// A column wide enough for these labels, as far as the screen allows.
    pub(super) fn new<'l>(
        out: &'a mut String,
        paint: Paint,
        columns: usize,
        labels: impl IntoIterator<Item = &'l str>,
    ) -> Labelled<'a> {
        let widest = labels.into_iter().map(|label| width(label) + 4).max().unwrap_or(0);
        Labelled { out, paint, columns, text: widest.min(columns / 3).max(NARROWEST) }
    }

    /// An entry's prose, wrapped; the first line bears the label, the others stand two columns further in.
    pub(super) fn entry(&mut self, label: &str, text: &str) {
        let mut indent = "";
        for line in wrap(&one_line(text), self.room("  ")) {
            self.line(if indent.is_empty() { label } else { "" }, &format!("{indent}{line}"));
            indent = "  ";
        }
    }

    /// An entry of a numbered list: what follows the first line stands below its text.
    pub(super) fn numbered(&mut self, label: &str, number: &str, text: &str) {
        let mut lead = number.to_owned();
        for (at, line) in wrap(&one_line(text), self.room(number)).iter().enumerate() {
            self.line(if at == 0 { label } else { "" }, &format!("{lead}{line}"));
            lead = " ".repeat(number.len());
        }
    }

    /// Columns left of a line for what stands behind an indent.
    pub(super) fn room(&self, indent: &str) -> usize {
        self.columns.saturating_sub(self.text + indent.len()).max(20)
    }

    /// One line as it is.
    pub(super) fn line(&mut self, label: &str, line: &str) {
        let style = if label == REVIEW { LOOK } else { STRONG };
        let gap = pad("", (self.text - 2).saturating_sub(width(label)).max(usize::from(!label.is_empty())));
        let _ = writeln!(self.out, "{}", format!("  {}{gap}{line}", self.paint.paint(style, label)).trim_end());
    }
}

/// A text in one line, fit to be printed.
pub(super) fn one_line(text: &str) -> String {
    clean(&text.replace(['\n', '\r'], " "))
}
