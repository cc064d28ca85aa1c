//! Object literals of ECMAScript: how they are laid out, what their entries are called, and taking entries out.

use std::ops::Range;

use tree_sitter::Node;

use super::syntax::{attached_start, children, is_comment, outermost, parts, path_to, string_content, unsupported};
use super::{EditError, TextEdit};
use crate::lang::SourceFile;

/// The node that covers exactly a captured range.
pub(super) fn captured<'t>(file: &'t SourceFile, range: &Range<usize>) -> Result<Node<'t>, EditError> {
    let path = path_to(file, range)?;
    Ok(path[outermost(&path, range)])
}

/// The name an entry of an object literal defines.
pub(super) fn key_of(file: &SourceFile, entry: Node<'_>) -> Option<String> {
    let mut key = entry.child_by_field_name("key").or_else(|| entry.child_by_field_name("name")).unwrap_or(entry);
    if key.kind() == "computed_property_name" {
        key = key.named_child(0)?;
    }
    let text = file.text_of(key);
    match key.kind() {
        "string" => string_content(text).map(str::to_owned),
        "property_identifier" | "shorthand_property_identifier" | "number" => Some(text.to_owned()),
        _ => None,
    }
}

/// Does the object have its brackets on lines without an entry, and one entry a line?
pub(super) fn in_lines(file: &SourceFile, object: Node<'_>) -> bool {
    let first = file.text[object.start_byte() + 1..].lines().next().unwrap_or_default();
    let opens = first.trim().is_empty() || first.trim_start().starts_with("//");
    let leads = parts(object).iter().all(|entry| file.starts_its_line(entry.start_byte()));
    opens && leads && file.starts_its_line(object.end_byte() - 1)
}

/// Does a comment stand in the object?
pub(super) fn has_comment(object: Node<'_>) -> bool {
    children(object).into_iter().any(is_comment)
}

/// Does a comma stand behind the last entry? `None` where there is no entry.
pub(super) fn ends_with_comma(object: Node<'_>) -> Option<bool> {
    let last = parts(object).last().map(Node::end_byte)?;
    Some(children(object).iter().any(|node| node.kind() == "," && node.start_byte() >= last))
}

/// The lines of an entry: comments above it, its comma, a comment behind it.
pub(super) fn lines_of(file: &SourceFile, entry: Node<'_>) -> Range<usize> {
    attached_start(file, entry.start_byte())..file.line_end_with_break(entry.end_byte())
}

/// The edits that take entries out of an object, with the comments that belong to them.
pub(super) fn without(file: &SourceFile, object: Node<'_>, gone: &[Node<'_>]) -> Result<Vec<TextEdit>, EditError> {
    let entries = parts(object);
    let goes = |entry: &Node<'_>| gone.iter().any(|one| one.id() == entry.id());
    let last = entries.iter().rposition(|entry| !goes(entry));
    if last.is_none() && !has_comment(object) {
        return Ok(vec![TextEdit::replace(object.start_byte() + 1..object.end_byte() - 1, "")]);
    }
    if in_lines(file, object) {
        let mut edits: Vec<TextEdit> =
            gone.iter().map(|entry| TextEdit::replace(with_blank(file, lines_of(file, *entry)), "")).collect();
        // Where the last entry had no comma, the one that is last now has none either.
        let comma = |from: usize| children(object).into_iter().find(|n| n.kind() == "," && n.start_byte() >= from);
        let closes = entries.last().filter(|entry| goes(entry)).is_some_and(|entry| comma(entry.end_byte()).is_none());
        if let Some(comma) = last.and_then(|at| comma(entries[at].end_byte())).filter(|_| closes) {
            edits.push(TextEdit::replace(comma.byte_range(), ""));
        }
        return Ok(edits);
    }
    if has_comment(object) || file.text_of(object).contains('\n') {
        return unsupported(format!("the object on line {} is laid out by hand", file.line_of(object.start_byte())));
    }
    let mut edits = Vec::new();
    let mut at = 0;
    while at < entries.len() {
        let run = entries[at..].iter().take_while(|entry| goes(entry)).count();
        match (run, entries.get(at + run), at.checked_sub(1)) {
            (0, ..) => {}
            (_, Some(next), _) => edits.push(TextEdit::replace(entries[at].start_byte()..next.start_byte(), "")),
            (_, None, Some(before)) => {
                let end = entries[at + run - 1].end_byte();
                edits.push(TextEdit::replace(entries[before].end_byte()..end, ""));
            }
            (_, None, None) => {}
        }
        at += run.max(1);
    }
    Ok(edits)
}

/// Lines that go, and the blank line above them where another follows or the object ends.
fn with_blank(file: &SourceFile, lines: Range<usize>) -> Range<usize> {
    let above = file.line_start(file.line_of(lines.start).saturating_sub(1).max(1));
    let next = file.text[lines.end..].lines().next().unwrap_or_default().trim();
    let blank = above < lines.start && file.text[above..lines.start].trim().is_empty();
    if blank && (next.is_empty() || next.starts_with('}')) { above..lines.end } else { lines }
}
