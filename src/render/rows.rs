//! Hunks as lines fit to be shown: masked, made visible, the words that changed set off in changed pairs.

use similar::{ChangeTag, TextDiff};

use super::escape::visible;
use super::secrets::masked_lines;
use crate::report::{Hunk, LineKind};

/// Context lines are cut here; changed lines never are.
const LONGEST_CONTEXT: usize = 400;
/// Longer lines, and longer runs of them, are not compared word by word.
const LONGEST_COMPARED: usize = 500;
const MOST_COMPARED: usize = 20;

/// A line ready to be styled.
pub(super) struct Row {
    pub(super) kind: LineKind,
    /// Its number in the old file; added lines have none.
    pub(super) old: Option<usize>,
    /// Its number in the new file; removed lines have none.
    pub(super) number: Option<usize>,
    /// The text, and whether it is a word that changed.
    pub(super) pieces: Pieces,
    /// Does the file end here without a line break?
    pub(super) unfinished: bool,
}

/// The hunk's lines, masked, made visible and compared.
pub(super) fn rows(path: &str, hunk: &Hunk) -> Vec<Row> {
    // Carriage returns are shown only where they make a difference.
    let crlf = hunk.lines.iter().all(|line| !line.text.ends_with('\n') || line.text.ends_with("\r\n"));
    let mut number = if hunk.new_len == 0 { hunk.new_start + 1 } else { hunk.new_start };
    let mut old = if hunk.old_len == 0 { hunk.old_start + 1 } else { hunk.old_start };
    let mut rows = Vec::with_capacity(hunk.lines.len());
    for (line, text) in hunk.lines.iter().zip(masked_lines(path, hunk)) {
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = if crlf { text.strip_suffix('\r').unwrap_or(text) } else { text };
        let text = if number == 1 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
        let mut text = visible(text).into_owned();
        if line.kind == LineKind::Context {
            cut(&mut text);
        }
        rows.push(Row {
            kind: line.kind,
            old: (line.kind != LineKind::Added).then_some(old),
            number: (line.kind != LineKind::Removed).then_some(number),
            pieces: vec![(false, text)],
            unfinished: line.kind != LineKind::Context && !line.text.ends_with('\n'),
        });
        if line.kind != LineKind::Removed {
            number += 1;
        }
        if line.kind != LineKind::Added {
            old += 1;
        }
    }
    emphasise(&mut rows);
    rows
}

/// Shortens a context line that fills the screen without being read.
fn cut(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(LONGEST_CONTEXT) {
        let more = text[at..].chars().count();
        text.truncate(at);
        text.push_str(&format!(" \u{2026} ({more} more characters)"));
    }
}

/// Sets off the words that changed, wherever removed lines are directly followed by similar added ones.
fn emphasise(rows: &mut [Row]) {
    for run in rows.chunk_by_mut(|left, right| {
        left.kind == right.kind && left.kind != LineKind::Context
            || left.kind == LineKind::Removed && right.kind == LineKind::Added
    }) {
        let removed = run.iter().take_while(|row| row.kind == LineKind::Removed).count();
        let (old, new) = run.split_at_mut(removed);
        if old.len() > MOST_COMPARED || new.len() > MOST_COMPARED {
            continue;
        }
        // Pairs keep their order: an added line is compared with removed lines after the last pair only.
        let mut candidates = new;
        for old in old {
            let pair = candidates.iter().enumerate().find_map(|(at, new)| Some((at, words(old, new)?)));
            if let Some((at, (old_pieces, new_pieces))) = pair {
                old.pieces = old_pieces;
                candidates[at].pieces = new_pieces;
                candidates = &mut candidates[at + 1..];
            }
        }
    }
}

/// Pieces of a line; the changed ones are marked.
pub(super) type Pieces = Vec<(bool, String)>;

/// The pieces of two lines, if they have so much in common that one is a change of the other.
fn words(old: &Row, new: &Row) -> Option<(Pieces, Pieces)> {
    let ([(_, old)], [(_, new)]) = (old.pieces.as_slice(), new.pieces.as_slice()) else { return None };
    if old.len().max(new.len()) > LONGEST_COMPARED {
        return None;
    }
    let (old_words, new_words) = (tokens(old), tokens(new));
    let diff = TextDiff::from_slices(&old_words, &new_words);
    let common: usize = diff
        .iter_all_changes()
        .filter(|change| change.tag() == ChangeTag::Equal)
        .map(|change| change.value().trim().len())
        .sum();
    let bare = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
    if common * 2 < bare(old).min(bare(new)) || common == 0 {
        return None;
    }
    let (mut old_pieces, mut new_pieces) = (Pieces::new(), Pieces::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {
                push_piece(&mut old_pieces, false, change.value());
                push_piece(&mut new_pieces, false, change.value());
            }
            ChangeTag::Delete => push_piece(&mut old_pieces, true, change.value()),
            ChangeTag::Insert => push_piece(&mut new_pieces, true, change.value()),
        }
    }
    Some((old_pieces, new_pieces))
}

pub(super) fn push_piece(pieces: &mut Pieces, changed: bool, text: &str) {
    match pieces.last_mut() {
        Some((same, last)) if *same == changed => last.push_str(text),
        _ => pieces.push((changed, text.to_owned())),
    }
}

/// Names and numbers, runs of white space, and every other character by itself.
fn tokens(line: &str) -> Vec<&str> {
    let class = |c: char| if c.is_alphanumeric() || c == '_' { 1 } else { 2 * u8::from(c.is_whitespace()) };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in line.char_indices() {
        let this = class(c);
        if last.is_some_and(|last| last != this || this == 0) {
            tokens.push(&line[start..at]);
            start = at;
        }
        last = Some(this);
    }
    if start < line.len() {
        tokens.push(&line[start..]);
    }
    tokens
}
