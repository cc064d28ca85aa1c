//! Insertions into TOML tables: pairs go below the pairs of their section, tables become sections.

use serde_json::{Map, Value};

use super::doc::{Doc, Id, Kind, Layout, Section};
use super::ensure::Insert;
use super::flow::{FlowStyle, comment_lines};
use crate::edit::{EditError, TextEdit};
use crate::lang::Language;

/// The edits for one insertion into a table, the document's root or an array of tables.
pub(super) fn insert(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let node = doc.node(insert.into);
    if matches!(node.kind, Kind::Sequence(_)) {
        let Value::Object(table) = &insert.value else {
            let name = doc.name(insert.into);
            return Err(EditError::Conflict(format!("{name} is a list of tables, and a plain value is wanted there")));
        };
        return new_section(doc, insert, table, true);
    }
    if node.layout == Layout::Dotted {
        return dotted_pair(doc, insert);
    }
    match &insert.value {
        Value::Object(table) if !prefers_inline(doc, insert.into, table) => new_section(doc, insert, table, false),
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            // The first table now; the others are still missing in the next round.
            let Some(Value::Object(table)) = items.first() else { return Ok(Vec::new()) };
            new_section(doc, insert, table, true)
        }
        _ => pair(doc, insert),
    }
}

/// Would this table stand in one line with its neighbours? So it does where they are inline tables,
/// and where a short table joins plain strings (`name = "1"` and `other = { version = "1" }`).
fn prefers_inline(doc: &Doc<'_>, table: Id, new: &Map<String, Value>) -> bool {
    let entries = doc.entries(table);
    let flat = !new.is_empty() && !new.values().any(Value::is_object);
    let sections = entries.iter().any(|entry| doc.node(entry.value).layout == Layout::Table);
    let inline = |id: Id| doc.node(id).layout == Layout::Flow && matches!(doc.node(id).kind, Kind::Mapping(_));
    let string = |id: Id| matches!(doc.node(id).kind, Kind::Scalar(Value::String(_)));
    if sections || entries.is_empty() {
        return false;
    }
    if doc.node(table).parent.is_none() {
        return entries.iter().all(|entry| inline(entry.value));
    }
    entries.iter().any(|entry| inline(entry.value))
        || flat && entries.iter().all(|entry| string(entry.value) || inline(entry.value))
}

/// `key = value` in a table's own section.
fn pair(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let Some(section) = doc.sections.iter().find(|section| section.owner == insert.into) else {
        return missing_header(doc, insert);
    };
    // Before a neighbour means after the pair in front of it, if there is one.
    let entries = doc.entries(insert.into);
    let own: Vec<_> = section.pairs.iter().map(|(range, _)| range.clone()).collect();
    let next = entries.get(insert.at).and_then(|entry| own.iter().find(|range| range.start == entry.range.start));
    if let Some(next) = next {
        let indent = doc.indent_at(next.start);
        let floor = match own.iter().rev().find(|range| range.end <= next.start) {
            Some(previous) => doc.next_line(previous.end),
            None if section.header.is_empty() => first_line_after_head(doc, next.start),
            None => doc.next_line(section.header.end),
        };
        let at = doc.above_comments(next.start, floor);
        let lines = pair_lines(doc, insert, "", indent)?;
        return Ok(vec![TextEdit::insert(at, format!("{lines}{}", doc.style.newline))]);
    }
    let previous = insert.at.checked_sub(1).and_then(|index| entries.get(index)).filter(|_| insert.at < entries.len());
    let after = previous.and_then(|entry| own.iter().find(|range| range.start == entry.range.start));
    let indent = own.last().map_or("", |range| doc.indent_at(range.start));
    let lines = pair_lines(doc, insert, "", indent)?;
    if let Some(after) = after {
        let at = doc.next_line(after.end);
        return Ok(vec![TextEdit::insert(at, doc.whole_lines(at, &lines))]);
    }
    if own.is_empty() && section.header.is_empty() {
        return Ok(vec![first_root_pair(doc, &lines)]);
    }
    let at = past_comments(doc, doc.next_line(section.end()));
    Ok(vec![TextEdit::insert(at, doc.whole_lines(at, &lines))])
}

/// Comments that open a file belong to the file: nothing goes in above them.
fn first_line_after_head(doc: &Doc<'_>, offset: usize) -> usize {
    if doc.above_comments(offset, 0) == 0 { doc.line_start(offset) } else { 0 }
}

/// The first pair of a document that has only tables, or nothing at all.
fn first_root_pair(doc: &Doc<'_>, lines: &str) -> TextEdit {
    let nl = doc.style.newline;
    match doc.sections.get(1) {
        Some(section) => {
            let start = section.header.start;
            let above = doc.above_comments(start, 0);
            let at = if above == 0 { doc.line_start(start) } else { above };
            TextEdit::insert(at, format!("{lines}{nl}{nl}"))
        }
        None => TextEdit::insert(doc.text.len(), doc.whole_lines(doc.text.len(), lines)),
    }
}

/// A pair for a table that only exists through the tables below it: it gets its header, in front of them.
fn missing_header(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let Some(first) = doc.sections.iter().find(|section| doc.is_within(section.owner, insert.into)) else {
        return Err(EditError::Unsupported(format!("{} has no section of its own", doc.name(insert.into))));
    };
    let nl = doc.style.newline;
    let header = header(doc, insert.into, None, false);
    let lines = pair_lines(doc, insert, "", "")?;
    let at = doc.above_comments(first.header.start, 0);
    Ok(vec![TextEdit::insert(at, format!("{header}{nl}{lines}{nl}{nl}"))])
}

/// A pair for a table that is written with dotted keys, in the same way.
fn dotted_pair(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let last = doc.sections.iter().find_map(|section| {
        let pair = section.pairs.iter().rev().find(|(_, table)| doc.is_within(*table, insert.into))?;
        Some((section.owner, pair.0.clone()))
    });
    let Some((owner, range)) = last else {
        return Err(EditError::Unsupported(format!("{} has no line of its own", doc.name(insert.into))));
    };
    let depth = doc.path(owner).len();
    let prefix: String = doc.path(insert.into).iter().skip(depth).map(|part| format!("{}.", key(part))).collect();
    let lines = pair_lines(doc, insert, &prefix, doc.indent_at(range.start))?;
    let at = doc.next_line(range.end);
    Ok(vec![TextEdit::insert(at, doc.whole_lines(at, &lines))])
}

/// A new `[table]` or `[[table]]` behind the last section of its family.
fn new_section(
    doc: &Doc<'_>,
    insert: &Insert<'_>,
    table: &Map<String, Value>,
    array: bool,
) -> Result<Vec<TextEdit>, EditError> {
    let nl = doc.style.newline;
    let header = header(doc, insert.into, insert.key.as_deref(), array);
    let path = header.trim_matches(['[', ']']).to_owned();
    let mut blocks = Vec::new();
    section_blocks(doc, &path, array, table, &mut blocks)?;
    let entries = doc.entries(insert.into);
    let neighbour = insert.at.checked_sub(1).and_then(|index| entries.get(index)).filter(|_| insert.at < entries.len());
    let family = |id: Id| doc.sections.iter().rfind(|section| doc.is_within(section.owner, id));
    let last = neighbour.and_then(|entry| family(entry.value)).or_else(|| match doc.node(insert.into).parent {
        Some(_) => family(insert.into),
        None => doc.sections.last(),
    });
    let end = last.map_or(0, Section::end);
    let comment = insert.comment.map(|comment| comment_lines(doc, comment, "")).unwrap_or_default();
    let airy = airy(doc);
    let body = blocks.join(&if airy { format!("{nl}{nl}") } else { nl.to_owned() });
    let nothing_above = doc.text.trim().is_empty();
    // A document without pairs and tables holds comments at most; they stay on top.
    let at = if end == 0 { doc.text.len() } else { past_comments(doc, doc.next_line(end)) };
    let blank = if airy && !nothing_above { nl } else { "" };
    let edit = TextEdit::insert(at, doc.whole_lines(at, &format!("{blank}{comment}{body}")));
    Ok(vec![edit])
}

/// Are sections parted by blank lines in this file?
fn airy(doc: &Doc<'_>) -> bool {
    let headers: Vec<usize> = doc.sections.iter().skip(1).map(|section| section.header.start).collect();
    let dense = headers.iter().filter(|&&start| {
        let top = doc.above_comments(start, 0);
        top > 0 && !doc.text[doc.line_start(top - 1)..top].trim().is_empty()
    });
    dense.count() * 2 <= headers.len()
}

/// A section's text, and those of the tables below it: plain values first, as TOML demands.
fn section_blocks(
    doc: &Doc<'_>,
    path: &str,
    array: bool,
    table: &Map<String, Value>,
    blocks: &mut Vec<String>,
) -> Result<(), EditError> {
    let nl = doc.style.newline;
    let is_tables =
        |value: &Value| value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object));
    let style = FlowStyle::of(doc, doc.roots.first().copied().unwrap_or_default());
    let mut block = if array { format!("[[{path}]]") } else { format!("[{path}]") };
    for (name, value) in table.iter().filter(|(_, value)| !value.is_object() && !is_tables(value)) {
        block.push_str(&format!("{nl}{}{}{}", key(name), separator(doc), style.value(value, Some(""))?));
    }
    blocks.push(block);
    for (name, value) in table {
        let path = format!("{path}.{}", key(name));
        match value {
            Value::Object(below) => section_blocks(doc, &path, false, below, blocks)?,
            Value::Array(items) if is_tables(value) => {
                for below in items.iter().filter_map(Value::as_object) {
                    section_blocks(doc, &path, true, below, blocks)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// `[path]` or `[[path]]` of a table, or of a key in it. Elements of arrays of tables have no name.
fn header(doc: &Doc<'_>, table: Id, last: Option<&str>, array: bool) -> String {
    let mut parts = Vec::new();
    let mut at = table;
    while let Some(parent) = doc.node(at).parent {
        parts.extend(doc.entries(parent).iter().find(|entry| entry.value == at).and_then(|entry| entry.key.clone()));
        at = parent;
    }
    parts.reverse();
    parts.extend(last.map(str::to_owned));
    let path = parts.iter().map(|part| key(part)).collect::<Vec<_>>().join(".");
    if array { format!("[[{path}]]") } else { format!("[{path}]") }
}

/// Past the comment lines that follow directly, unless they belong to what comes after them.
fn past_comments(doc: &Doc<'_>, start: usize) -> usize {
    let mut end = start;
    for (at, line) in doc.lines_from(start) {
        if line.trim().is_empty() {
            return end;
        }
        if !doc.is_comment(line) {
            return start;
        }
        end = at + line.len();
    }
    end
}

/// The comment and the pair, without a line break at the end.
fn pair_lines(doc: &Doc<'_>, insert: &Insert<'_>, prefix: &str, indent: &str) -> Result<String, EditError> {
    let comment = insert.comment.map(|comment| comment_lines(doc, comment, indent)).unwrap_or_default();
    let style = FlowStyle::of(doc, insert.into);
    let name = insert.key.as_deref().map(key).unwrap_or_default();
    let value = style.value(&insert.value, Some(indent))?;
    Ok(format!("{comment}{indent}{prefix}{name}{}{value}", separator(doc)))
}

/// What stands between key and value in most pairs of the file.
fn separator(doc: &Doc<'_>) -> &'static str {
    let pairs = || doc.sections.iter().flat_map(|section| &section.pairs);
    let tight = pairs().filter(|(range, _)| {
        let text = &doc.text[range.clone()];
        text.find('=').is_some_and(|at| !text[..at].ends_with(' '))
    });
    if tight.count() * 2 > pairs().count() { "=" } else { " = " }
}

/// A key, bare where TOML allows it.
pub(super) fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { name.to_owned() } else { basic_string(name) }
}

/// A string, number or boolean.
pub(super) fn scalar(doc: &Doc<'_>, value: &Value) -> Result<String, EditError> {
    match value {
        Value::String(text) => {
            let singles = doc.text.matches('\'').count() > doc.text.matches('"').count();
            let literal = singles && !text.contains('\'') && !text.chars().any(char::is_control);
            Ok(if literal { format!("'{text}'") } else { basic_string(text) })
        }
        Value::Null => Err(EditError::Rule(format!("{} has no null", Language::Toml.name()))),
        other => Ok(other.to_string()),
    }
}

fn basic_string(text: &str) -> String {
    // JSON's escapes are TOML's; only DEL is allowed raw in one and not in the other.
    Value::String(text.to_owned()).to_string().replace('\u{7f}', "\\u007F")
}
