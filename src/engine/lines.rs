//! Which lines changed between two texts, placed where a person would place them.
//!
//! A shortest edit script is often free to slide an inserted block up or down, and the wrong choice
//! makes a block start with the closing line of its predecessor. Among the equivalent positions the
//! one whose edges sit at the shallowest indentation, next to blank lines, reads best.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How far a block may slide; longer repetitions are not worth the time.
const LONGEST_SLIDE: usize = 100;

/// Lines `old` give way to lines `new`; one of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Line indexes in the old text.
    pub(super) old: Range<usize>,
    /// Line indexes in the new text.
    pub(super) new: Range<usize>,
}

/// The lines of a text as git counts them: only `\n` ends a line, and it belongs to the line.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The changed ranges in file order, with at least one common line between two of them.
pub(super) fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for op in capture_diff_slices(Algorithm::Histogram, old, new) {
        if !matches!(op, DiffOp::Equal { .. }) {
            push(&mut changes, Change { old: op.old_range(), new: op.new_range() });
        }
    }
    slide(&mut changes, old, new);
    let mut merged = Vec::with_capacity(changes.len());
    for change in changes {
        push(&mut merged, change);
    }
    merged
}

/// Appends a change, joining it with its predecessor where no common line separates them.
fn push(changes: &mut Vec<Change>, change: Change) {
    match changes.last_mut() {
        Some(last) if last.old.end == change.old.start && last.new.end == change.new.start => {
            last.old.end = change.old.end;
            last.new.end = change.new.end;
        }
        _ => changes.push(change),
    }
}

/// Moves pure insertions and pure removals to the best of their equivalent positions.
fn slide(changes: &mut [Change], old: &[&str], new: &[&str]) {
    for at in 0..changes.len() {
        let change = changes[at].clone();
        let inserts = change.old.is_empty();
        if !inserts && !change.new.is_empty() {
            continue;
        }
        let pick = |change: &Change| if inserts { change.new.clone() } else { change.old.clone() };
        let text = if inserts { new } else { old };
        let floor = at.checked_sub(1).map_or(0, |previous| pick(&changes[previous]).end);
        let ceiling = changes.get(at + 1).map_or(text.len(), |next| pick(next).start);
        let best = best_position(text, pick(&change), floor..ceiling);
        let start = pick(&change).start;
        let shift = |range: Range<usize>| (range.start + best - start)..(range.end + best - start);
        changes[at] = Change { old: shift(change.old), new: shift(change.new) };
    }
}

/// The start of the block's best position inside `room`; of equally good ones the lowest in the file.
fn best_position(text: &[&str], block: Range<usize>, room: Range<usize>) -> usize {
    let mut first = block.clone();
    while first.start > room.start
        && block.start - first.start < LONGEST_SLIDE
        && text[first.start - 1] == text[first.end - 1]
    {
        first = first.start - 1..first.end - 1;
    }
    let mut best = (usize::MAX, block.start);
    let mut here = first;
    loop {
        let cost = edge_cost(text, here.start) + edge_cost(text, here.end);
        if cost <= best.0 {
            best = (cost, here.start);
        }
        let may_go_on = here.end < room.end && here.start < block.start + LONGEST_SLIDE;
        if !may_go_on || text[here.start] != text[here.end] {
            return best.1;
        }
        here = here.start + 1..here.end + 1;
    }
}

/// How badly the boundary before line `at` reads as an edge of a block.
fn edge_cost(text: &[&str], at: usize) -> usize {
    if at == 0 || at >= text.len() {
        return 0;
    }
    let next = text[at..].iter().take(LONGEST_SLIDE).find(|line| !line.trim().is_empty());
    let indent = next.map_or(0, |line| indentation(line));
    let after_text = if text[at - 1].trim().is_empty() { 0 } else { 5 };
    let before_blank = if text[at].trim().is_empty() { 3 } else { 0 };
    let before_closer = if closes_a_block(text[at]) { 15 } else { 0 };
    indent.min(200) * 10 + after_text + before_blank + before_closer
}

/// Width of the leading white space, tabs counted up to the next multiple of eight.
fn indentation(line: &str) -> usize {
    line.chars().take_while(|c| matches!(c, ' ' | '\t')).fold(
        0,
        |width, c| {
            if c == '\t' { width / 8 * 8 + 8 } else { width + 1 }
        },
    )
}

/// Does the line end a block its predecessors opened?
fn closes_a_block(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['}', ')', ']']) || line.starts_with("</") || line == "end"
}
