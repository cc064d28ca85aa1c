//! Where a new entry goes in a list that people keep, and how it is written there.

use std::ops::Range;

use crate::edit::TextEdit;

/// The entry a new one is written after; `None` for the front of the list.
///
/// Sorted lists stay sorted (a stray entry or two does not make a list unsorted); a sorted block
/// between blank lines or comments counts as a list of its own. Everywhere else the new entry
/// follows the anchor, or ends the list. `blocks` numbers the block of each name.
pub(crate) fn position(names: &[&str], blocks: &[usize], new: &str, anchor: Option<usize>) -> Option<usize> {
    if names.is_empty() {
        return None;
    }
    let keys: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let new = new.to_ascii_lowercase();
    let whole = 0..keys.len();
    if is_sorted(&keys) {
        return sorted_place(&keys, &new, whole);
    }
    let Some(anchor) = anchor else { return Some(keys.len() - 1) };
    let block = blocks.get(anchor);
    let first = (0..=anchor).rev().take_while(|&at| blocks.get(at) == block).last().unwrap_or(anchor);
    let last = (anchor..keys.len()).take_while(|&at| blocks.get(at) == block).last().unwrap_or(anchor);
    if last - first >= 3 && is_sorted(&keys[first..=last]) {
        let place = sorted_place(&keys, &new, first..last + 1);
        // The front of an inner block is behind the anchor's own comment: stay beside the anchor.
        return if place.is_none() || place.is_some_and(|at| at < first) { Some(anchor) } else { place };
    }
    Some(anchor)
}

fn is_sorted(keys: &[String]) -> bool {
    let strays = keys.windows(2).filter(|pair| pair[0] > pair[1]).count();
    keys.len() > 1 && strays * 10 <= keys.len()
}

fn sorted_place(keys: &[String], new: &str, range: Range<usize>) -> Option<usize> {
    let is_before = |at: usize| keys[at].as_str() < new;
    // The first place that is right for both neighbours; strays elsewhere do not matter.
    for at in range.clone() {
        if !is_before(at) && (at == range.start || is_before(at - 1)) {
            return at.checked_sub(1);
        }
    }
    range.last()
}

/// The white space at the start of the line that holds `at`, if only white space precedes `at`.
fn indent_before(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let lead = &text[start..at];
    lead.chars().all(|c| c == ' ' || c == '\t').then_some(lead)
}

/// The end of the line that holds `at`, before its line break.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |offset| at + offset);
    if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
}

/// Writes a new line after one entry of a list of lines, or in front of the first.
///
/// `end` is where the list ends if it has no entries.
pub(crate) fn into_lines(
    text: &str,
    entries: &[Range<usize>],
    after: Option<usize>,
    end: usize,
    new: &str,
    newline: &str,
) -> TextEdit {
    match (after.and_then(|index| entries.get(index)), entries.first()) {
        (Some(entry), _) => {
            let start = text[..entry.start].rfind('\n').map_or(0, |newline| newline + 1);
            let lead = &text[start..entry.start];
            let indent = &lead[..lead.len() - lead.trim_start_matches([' ', '\t']).len()];
            // Before the line break, so that a file without a final one keeps it that way.
            TextEdit::insert(line_end(text, entry.end), format!("{newline}{indent}{new}"))
        }
        (None, Some(first)) => {
            let indent = indent_before(text, first.start).unwrap_or_default();
            TextEdit::insert(first.start, format!("{new}{newline}{indent}"))
        }
        (None, None) if end == 0 || text[..end].ends_with('\n') => TextEdit::insert(end, format!("{new}{newline}")),
        (None, None) => TextEdit::insert(end, format!("{newline}{new}")),
    }
}

/// Writes a new element into a bracketed list: `items` are the elements with their quotes, `inner`
/// what stands between the brackets. One-line lists stay on one line, the trailing comma of a list
/// stays as it is.
pub(crate) fn into_brackets(
    text: &str,
    inner: Range<usize>,
    items: &[Range<usize>],
    after: Option<usize>,
    new: &str,
    newline: &str,
) -> Vec<TextEdit> {
    let Some(first) = items.first() else {
        return vec![if text[inner.clone()].trim().is_empty() {
            TextEdit::replace(inner, new)
        } else {
            // Only comments between the brackets.
            TextEdit::insert(inner.start, format!("{newline}    {new},"))
        }];
    };
    let own_line = |item: &Range<usize>| indent_before(text, item.start);
    let Some(item) = after.and_then(|index| items.get(index)) else {
        let gap = own_line(first).map_or(" ".to_owned(), |indent| format!("{newline}{indent}"));
        return vec![TextEdit::insert(first.start, format!("{new},{gap}"))];
    };
    let next = after.and_then(|index| items.get(index + 1));
    let alone = next.is_none_or(|next| text[item.end..next.start].contains('\n'));
    // An element behind the opening bracket takes the column of the element below it.
    let indent = own_line(item).or_else(|| next.filter(|_| after == Some(0)).and_then(own_line));
    let Some(indent) = indent.filter(|_| alone) else {
        return vec![TextEdit::insert(item.end, format!(", {new}"))];
    };
    let rest = &text[item.end..line_end(text, item.end).min(inner.end)];
    if rest.trim_start().starts_with(',') {
        let at = item.end + rest.trim_end().len();
        return vec![TextEdit::insert(at, format!("{newline}{indent}{new},"))];
    }
    let at = item.end + rest.trim_end().len();
    if at == item.end {
        return vec![TextEdit::insert(at, format!(",{newline}{indent}{new}"))];
    }
    vec![TextEdit::insert(item.end, ","), TextEdit::insert(at, format!("{newline}{indent}{new}"))]
}
