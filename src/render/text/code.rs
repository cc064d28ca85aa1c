//! Hunks as numbered lines.

use anstyle::Style;

use super::paint::{ADDED, ADDED_WORD, DIM, Paint, REMOVED, REMOVED_WORD, char_width};
use crate::render::patch::sign;
use crate::render::rows::{Pieces, Row, push_piece, rows};
use crate::report::{Hunk, LineKind};

/// How code is laid out.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub(super) paint: Paint,
    /// Columns of the line numbers.
    pub(super) numbers: usize,
    /// The columns at which long lines are wrapped; `None` leaves them to the reader's program.
    pub(super) wrap: Option<usize>,
}

/// The hunk's lines.
pub(super) fn write_hunk(out: &mut String, path: &str, hunk: &Hunk, layout: Layout) {
    rows(path, hunk).iter().for_each(|row| write_row(out, row, layout));
}

/// One line, or several where it is wrapped: the number, the sign, the text.
fn write_row(out: &mut String, row: &Row, layout: Layout) {
    let (plain, word) = match row.kind {
        LineKind::Context => (Style::new(), Style::new()),
        LineKind::Added => (ADDED, ADDED_WORD),
        LineKind::Removed => (REMOVED, REMOVED_WORD),
    };
    let gutter = 2 + layout.numbers + 3;
    let room = layout.wrap.map(|columns| columns.saturating_sub(gutter).max(20));
    let number = row.number.map(|number| number.to_string()).unwrap_or_default();
    for (at, line) in wrapped(&row.pieces, room).into_iter().enumerate() {
        let number = if at == 0 { number.as_str() } else { "\u{b7}" };
        out.push_str("  ");
        out.push_str(&layout.paint.paint(DIM, &format!("{number:>width$}", width = layout.numbers)));
        if row.kind == LineKind::Context && line.iter().all(|(_, text)| text.is_empty()) {
            out.push('\n');
            continue;
        }
        out.push(' ');
        out.push_str(&layout.paint.paint(plain, &sign(row.kind).to_string()));
        if line.iter().any(|(_, text)| !text.is_empty()) {
            out.push(' ');
        }
        for (changed, text) in line {
            out.push_str(&layout.paint.paint(if changed { word } else { plain }, &text));
        }
        out.push('\n');
    }
    if row.unfinished {
        let note = "\\ no line break at the end of the file";
        out.push_str(&format!("{}{}\n", " ".repeat(gutter), layout.paint.paint(DIM, note)));
    }
}

/// The pieces cut into lines of at most `room` columns: behind a blank where one stands in the second half.
fn wrapped(pieces: &[(bool, String)], room: Option<usize>) -> Vec<Pieces> {
    let Some(room) = room else { return vec![pieces.to_vec()] };
    let letters: Vec<(bool, char)> =
        pieces.iter().flat_map(|(changed, text)| text.chars().map(|c| (*changed, c))).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    loop {
        let mut column = 0;
        let full = letters[start..].iter().position(|(_, c)| {
            column += char_width(*c, column);
            column > room
        });
        let Some(full) = full.map(|full| start + full.max(1)) else { break };
        let blank = letters[start..full].iter().rposition(|(_, c)| *c == ' ').map(|at| start + at + 1);
        let end = blank.filter(|end| (end - start) * 2 > full - start).unwrap_or(full);
        lines.push(joined(&letters[start..end]));
        start = end;
    }
    lines.push(joined(&letters[start..]));
    lines
}

fn joined(letters: &[(bool, char)]) -> Pieces {
    let mut pieces = Pieces::new();
    for (changed, c) in letters {
        push_piece(&mut pieces, *changed, c.encode_utf8(&mut [0; 4]));
    }
    pieces
}
