//! YAML read into a [`Doc`]. Anchors, aliases and tags are noted, never followed.

use serde_json::Value;
use tree_sitter::Node as Syntax;

use super::doc::{Doc, Entry, Id, Kind, Layout};
use crate::edit::EditError;
use crate::lang::yaml_scalar;
use crate::lang::{Language, SourceFile};

/// Reads all documents of a file; a broken file is left alone with the line of the break.
pub(super) fn parse(text: &str) -> Result<Doc<'_>, EditError> {
    let file = SourceFile::parse_again("", Language::Yaml, text.to_owned(), false);
    let Some(stream) = file.root() else {
        return Err(EditError::Unsupported("it nests too deep or is too long to be parsed".to_owned()));
    };
    if let Some(line) = file.first_error() {
        return Err(EditError::Unsupported(format!("it is not valid YAML (line {line})")));
    }
    let mut doc = Doc::new(text, Language::Yaml);
    doc.comments = true;
    let mut open = Vec::new();
    let mut cursor = stream.walk();
    for document in stream.named_children(&mut cursor).filter(|child| child.kind() == "document") {
        let mut inner = document.walk();
        let content = document.named_children(&mut inner).find(|child| is_value(*child));
        let end = document.end_byte();
        let root = doc.add(None, end..end, Kind::Empty, Layout::Block)?;
        doc.roots.push(root);
        open.extend(content.map(|content| (root, content)));
    }
    if doc.roots.is_empty() {
        let root = doc.add(None, text.len()..text.len(), Kind::Empty, Layout::Block)?;
        doc.roots.push(root);
    }
    while let Some((id, syntax)) = open.pop() {
        fill(&mut doc, id, syntax, &mut open)?;
    }
    settle_ends(&mut doc);
    doc.tie_anchors();
    Ok(doc)
}

fn is_value(syntax: Syntax<'_>) -> bool {
    matches!(syntax.kind(), "block_node" | "flow_node")
}

/// Reads what stands in a `block_node` or `flow_node`; values inside go on the work list.
fn fill<'s>(doc: &mut Doc<'_>, id: Id, wrapper: Syntax<'s>, open: &mut Vec<(Id, Syntax<'s>)>) -> Result<(), EditError> {
    let mut cursor = wrapper.walk();
    let mut tag = None;
    let mut content = None;
    doc.nodes[id].range = wrapper.end_byte()..wrapper.end_byte();
    for child in wrapper.named_children(&mut cursor) {
        match child.kind() {
            "comment" => {}
            "anchor" => doc.nodes[id].anchor = Some(doc.text[child.byte_range()].trim_start_matches('&').to_owned()),
            "tag" => tag = Some(&doc.text[child.byte_range()]),
            _ => content = Some(child),
        }
    }
    let Some(content) = content else {
        if tag.is_some() {
            doc.nodes[id].kind = Kind::Opaque("carries a YAML tag");
        }
        return Ok(());
    };
    doc.nodes[id].range = content.byte_range();
    doc.nodes[id].layout = if content.kind().starts_with("flow_") { Layout::Flow } else { Layout::Block };
    let container = matches!(content.kind(), "block_mapping" | "block_sequence" | "flow_mapping" | "flow_sequence");
    if container && tag.is_some_and(|tag| !matches!(tag, "!!map" | "!!seq")) {
        // What a tag makes of its value is known to one program only.
        doc.nodes[id].kind = Kind::Opaque("carries a YAML tag");
        return Ok(());
    }
    match content.kind() {
        "block_mapping" | "flow_mapping" => {
            doc.nodes[id].kind = Kind::Mapping(Vec::new());
            let mut inner = content.walk();
            for child in content.named_children(&mut inner) {
                match child.kind() {
                    "block_mapping_pair" | "flow_pair" => pair(doc, id, child, open)?,
                    // `{ a, b }`: keys without values.
                    "flow_node" => {
                        let range = child.byte_range();
                        let value = doc.add(Some(id), range.end..range.end, Kind::Empty, Layout::Flow)?;
                        let key = key_text(doc.text, child);
                        doc.push(id, Entry { key, key_range: range.clone(), range, value });
                    }
                    _ => {}
                }
            }
        }
        "block_sequence" | "flow_sequence" => {
            doc.nodes[id].kind = Kind::Sequence(Vec::new());
            let layout = doc.nodes[id].layout;
            let mut inner = content.walk();
            for child in content.named_children(&mut inner).filter(|child| child.kind() != "comment") {
                let mut below = child.walk();
                let value = match child.kind() {
                    "block_sequence_item" => child.named_children(&mut below).find(|child| is_value(*child)),
                    _ => Some(child),
                };
                let range = child.byte_range();
                // `[a: 1]` is a mapping in disguise.
                let kind =
                    if child.kind() == "flow_pair" { Kind::Opaque("is a lone pair in a list") } else { Kind::Empty };
                let dash = range.start + 1;
                let place = value.map_or(dash..dash, |value| value.byte_range());
                let element = doc.add(Some(id), place, kind, layout)?;
                doc.push(id, Entry { key: None, key_range: range.start..range.start, range, value: element });
                open.extend(value.filter(|value| is_value(*value)).map(|value| (element, value)));
            }
        }
        "alias" => {
            doc.nodes[id].kind = Kind::Alias(doc.text[content.byte_range()].trim_start_matches('*').to_owned());
        }
        "block_scalar" => {
            let range = block_scalar_range(doc, content);
            doc.nodes[id].kind = Kind::Scalar(yaml_scalar::read(&doc.text[range.clone()], content.kind()));
            doc.nodes[id].range = range;
        }
        style => {
            let raw = &doc.text[content.byte_range()];
            let value = yaml_scalar::read(raw, style);
            let text = tag.is_some_and(|tag| tag != "!!null") && !value.is_string();
            doc.nodes[id].kind = Kind::Scalar(if text { Value::String(raw.to_owned()) } else { value });
        }
    }
    Ok(())
}

/// A `key: value` of either form.
fn pair<'s>(
    doc: &mut Doc<'_>,
    mapping: Id,
    syntax: Syntax<'s>,
    open: &mut Vec<(Id, Syntax<'s>)>,
) -> Result<(), EditError> {
    let key = syntax.child_by_field_name("key");
    let value = syntax.child_by_field_name("value");
    let start = syntax.start_byte();
    let key_range = key.map_or(start..start, |key| key.byte_range());
    // Without a value the pair ends behind its colon.
    let end = syntax.end_byte();
    let place = value.map_or(end..end, |value| value.byte_range());
    let layout = doc.node(mapping).layout;
    let id = doc.add(Some(mapping), place, Kind::Empty, layout)?;
    let key = key.and_then(|key| key_text(doc.text, key));
    doc.push(mapping, Entry { key, key_range, range: syntax.byte_range(), value: id });
    open.extend(value.map(|value| (id, value)));
    Ok(())
}

/// A key as text; `None` for keys that are not plain scalars.
fn key_text(text: &str, syntax: Syntax<'_>) -> Option<String> {
    let mut cursor = syntax.walk();
    let scalar = syntax.named_children(&mut cursor).find(|child| child.kind().ends_with("_scalar"))?;
    let raw = &text[scalar.byte_range()];
    match yaml_scalar::read(raw, scalar.kind()) {
        Value::String(key) => Some(key),
        _ => Some(raw.to_owned()),
    }
}

/// A block scalar without the blank lines after it, unless it keeps them (`|+`).
fn block_scalar_range(doc: &Doc<'_>, syntax: Syntax<'_>) -> std::ops::Range<usize> {
    let start = syntax.start_byte();
    let raw = &doc.text[syntax.byte_range()];
    let header = raw.lines().next().unwrap_or_default();
    let mut end = start + raw.trim_end().len();
    if header.split('#').next().is_some_and(|header| header.contains('+')) {
        for (at, line) in doc.lines_from(doc.next_line(end)) {
            if !line.trim().is_empty() {
                break;
            }
            end = at + line.trim_end_matches(['\r', '\n']).len();
        }
    }
    start..end
}

/// The grammar counts comments after a block as part of it. A container ends with its last entry,
/// an entry with its value. Parents come before their children in the arena, so one pass from the
/// back is enough.
fn settle_ends(doc: &mut Doc<'_>) {
    for id in (0..doc.nodes.len()).rev() {
        if doc.nodes[id].layout != Layout::Block {
            continue;
        }
        let ends: Vec<usize> = doc.entries(id).iter().map(|entry| doc.node(entry.value).range.end).collect();
        if let Kind::Mapping(entries) | Kind::Sequence(entries) = &mut doc.nodes[id].kind {
            for (entry, end) in entries.iter_mut().zip(ends) {
                entry.range.end = end.max(entry.key_range.end);
            }
            if let Some(end) = entries.last().map(|entry| entry.range.end) {
                doc.nodes[id].range.end = end;
            }
        }
    }
}
