//! TOML read into a [`Doc`]: the tables the keys mean, and the sections the text is made of.

use std::ops::Range;

use serde_json::Value;
use tree_sitter::Node as Syntax;

use super::doc::{Doc, Entry, Id, Kind, Layout, Section};
use crate::edit::EditError;
use crate::lang::{Language, SourceFile};

/// Reads a document; a broken one is left alone with the line of the break.
pub(super) fn parse(text: &str) -> Result<Doc<'_>, EditError> {
    let file = SourceFile::parse_again("", Language::Toml, text.to_owned(), false);
    let Some(top) = file.root() else {
        return Err(EditError::Unsupported("it cannot be parsed".to_owned()));
    };
    if let Some(line) = file.first_error() {
        return Err(EditError::Unsupported(format!("it is not valid TOML (line {line})")));
    }
    let mut doc = Doc::new(text, Language::Toml);
    doc.comments = true;
    let root = doc.add(None, 0..text.len(), Kind::Mapping(Vec::new()), Layout::Table)?;
    doc.roots.push(root);
    doc.sections.push(Section { owner: root, header: 0..0, pairs: Vec::new() });
    let mut cursor = top.walk();
    for child in top.named_children(&mut cursor) {
        match child.kind() {
            "pair" => pair(&mut doc, root, child)?,
            "table" | "table_array_element" => section(&mut doc, root, child)?,
            _ => {}
        }
    }
    Ok(doc)
}

/// A `[table]` or `[[table]]` with its pairs.
fn section(doc: &mut Doc<'_>, root: Id, syntax: Syntax<'_>) -> Result<(), EditError> {
    let mut cursor = syntax.walk();
    let mut header_end = syntax.start_byte();
    let mut owner = root;
    for child in syntax.children(&mut cursor) {
        match child.kind() {
            "bare_key" | "quoted_key" | "dotted_key" => {
                let keys = keys_of(doc.text, child);
                owner = open_table(doc, root, &keys, syntax.kind() == "table_array_element", syntax.byte_range())?;
            }
            "]" | "]]" => {
                header_end = child.end_byte();
                let header = syntax.start_byte()..header_end;
                doc.sections.push(Section { owner, header, pairs: Vec::new() });
            }
            "pair" => pair(doc, owner, child)?,
            _ => {}
        }
    }
    if header_end == syntax.start_byte() {
        return Err(EditError::Unsupported(format!("it has a broken header on line {}", doc.line_of(header_end))));
    }
    Ok(())
}

/// The table a header means; tables above it that have no header of their own come into being.
fn open_table(
    doc: &mut Doc<'_>,
    root: Id,
    keys: &[(String, Range<usize>)],
    array: bool,
    at: Range<usize>,
) -> Result<Id, EditError> {
    let mut table = root;
    for (index, (key, range)) in keys.iter().enumerate() {
        let last = index + 1 == keys.len();
        let next = match doc.find(table, key)? {
            Some(next) => next,
            None => {
                let kind = if last && array { Kind::Sequence(Vec::new()) } else { Kind::Mapping(Vec::new()) };
                let next = doc.add(Some(table), range.start..range.end, kind, Layout::Table)?;
                let entry = Entry { key: Some(key.clone()), key_range: range.clone(), range: at.clone(), value: next };
                doc.push(table, entry);
                next
            }
        };
        table = match &doc.node(next).kind {
            Kind::Sequence(_) if last && array => {
                let element = doc.add(Some(next), at.clone(), Kind::Mapping(Vec::new()), Layout::Table)?;
                let entry = Entry { key: None, key_range: at.start..at.start, range: at.clone(), value: element };
                doc.push(next, entry);
                element
            }
            // A header below an array of tables belongs to the array's last element.
            Kind::Sequence(elements) => elements.last().map_or(next, |entry| entry.value),
            _ => next,
        };
    }
    Ok(table)
}

/// A `key = value` line below `owner`, which is the owner of the last section.
fn pair(doc: &mut Doc<'_>, owner: Id, syntax: Syntax<'_>) -> Result<(), EditError> {
    let Some((table, range)) = assign(doc, owner, syntax)? else { return Ok(()) };
    if let Some(section) = doc.sections.last_mut() {
        section.pairs.push((range, table));
    }
    Ok(())
}

/// Reads one pair into `owner`; answers the table it adds to and its bytes without a comment.
fn assign(doc: &mut Doc<'_>, owner: Id, syntax: Syntax<'_>) -> Result<Option<(Id, Range<usize>)>, EditError> {
    let mut cursor = syntax.walk();
    let parts: Vec<Syntax<'_>> = syntax.named_children(&mut cursor).filter(|child| !child.is_extra()).collect();
    let [key, value] = parts.as_slice() else { return Ok(None) };
    let keys = keys_of(doc.text, *key);
    let Some(((last, last_range), above)) = keys.split_last() else { return Ok(None) };
    let mut table = owner;
    for (key, range) in above {
        table = match doc.find(table, key)? {
            Some(next) => next,
            None => {
                let next = doc.add(Some(table), range.clone(), Kind::Mapping(Vec::new()), Layout::Dotted)?;
                let whole = syntax.byte_range();
                doc.push(table, Entry { key: Some(key.clone()), key_range: range.clone(), range: whole, value: next });
                next
            }
        };
    }
    let range = key.start_byte()..value.end_byte();
    let id = doc.add(Some(table), value.byte_range(), Kind::Empty, Layout::Flow)?;
    let entry =
        Entry { key: Some(last.clone()), key_range: last_range.start..key.end_byte(), range: range.clone(), value: id };
    doc.push(table, entry);
    fill(doc, id, *value)?;
    Ok(Some((table, range)))
}

/// Reads a value and all it holds, with a work list in place of recursion.
fn fill(doc: &mut Doc<'_>, id: Id, syntax: Syntax<'_>) -> Result<(), EditError> {
    let mut open = vec![(id, syntax)];
    while let Some((id, syntax)) = open.pop() {
        let mut cursor = syntax.walk();
        match syntax.kind() {
            "array" => {
                doc.nodes[id].kind = Kind::Sequence(Vec::new());
                for element in syntax.named_children(&mut cursor).filter(|child| !child.is_extra()) {
                    let range = element.byte_range();
                    let value = doc.add(Some(id), range.clone(), Kind::Empty, Layout::Flow)?;
                    doc.push(id, Entry { key: None, key_range: range.start..range.start, range, value });
                    open.push((value, element));
                }
            }
            "inline_table" => {
                doc.nodes[id].kind = Kind::Mapping(Vec::new());
                for pair in syntax.named_children(&mut cursor).filter(|child| child.kind() == "pair") {
                    inline_pair(doc, id, pair, &mut open)?;
                }
            }
            _ => doc.nodes[id].kind = Kind::Scalar(scalar(&doc.text[syntax.byte_range()])),
        }
    }
    Ok(())
}

/// One pair of an inline table; a dotted key is kept whole, as something not to look into.
fn inline_pair<'s>(
    doc: &mut Doc<'_>,
    table: Id,
    pair: Syntax<'s>,
    open: &mut Vec<(Id, Syntax<'s>)>,
) -> Result<(), EditError> {
    let mut cursor = pair.walk();
    let parts: Vec<Syntax<'_>> = pair.named_children(&mut cursor).filter(|child| !child.is_extra()).collect();
    let [key, value] = parts.as_slice() else { return Ok(()) };
    let keys = keys_of(doc.text, *key);
    let Some((first, _)) = keys.first() else { return Ok(()) };
    let dotted = keys.len() > 1;
    if dotted && doc.find(table, first)?.is_some() {
        return Ok(());
    }
    let kind = if dotted { Kind::Opaque("is written with dotted keys inside an inline table") } else { Kind::Empty };
    let id = doc.add(Some(table), value.byte_range(), kind, Layout::Flow)?;
    let range = key.start_byte()..value.end_byte();
    doc.push(table, Entry { key: Some(first.clone()), key_range: key.byte_range(), range, value: id });
    if !dotted {
        open.push((id, *value));
    }
    Ok(())
}

/// The parts of a key, from the left.
fn keys_of(text: &str, key: Syntax<'_>) -> Vec<(String, Range<usize>)> {
    let mut parts = Vec::new();
    let mut at = key;
    // `a.b.c` is nested to the left: ((a . b) . c).
    while at.kind() == "dotted_key" {
        let mut cursor = at.walk();
        let children: Vec<Syntax<'_>> = at.named_children(&mut cursor).filter(|child| !child.is_extra()).collect();
        let [left, right] = children.as_slice() else { break };
        parts.push(*right);
        at = *left;
    }
    parts.push(at);
    parts.reverse();
    parts.into_iter().map(|part| (key_text(&text[part.byte_range()]), part.byte_range())).collect()
}

fn key_text(raw: &str) -> String {
    if !raw.starts_with(['"', '\'']) {
        return raw.to_owned();
    }
    match scalar(raw) {
        Value::String(text) => text,
        _ => raw.to_owned(),
    }
}

/// The value of a string, number or boolean; a date is its text.
fn scalar(raw: &str) -> Value {
    match raw.parse::<toml_edit::Value>() {
        Ok(toml_edit::Value::String(text)) => Value::String(text.into_value()),
        Ok(toml_edit::Value::Integer(number)) => Value::from(number.into_value()),
        Ok(toml_edit::Value::Float(number)) => {
            serde_json::Number::from_f64(number.into_value()).map_or(Value::String(raw.to_owned()), Value::Number)
        }
        Ok(toml_edit::Value::Boolean(truth)) => Value::Bool(truth.into_value()),
        _ => Value::String(raw.to_owned()),
    }
}
