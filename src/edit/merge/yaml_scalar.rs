//! How a value is written in a YAML file, in the quotes that the file prefers.

use serde_json::Value;

use super::doc::{Doc, Kind};
use crate::lang::yaml_scalar::{double_quoted, is_plain};

/// Writes a scalar or an empty container on one line, quoted only where it must be.
pub(super) fn write(doc: &Doc<'_>, value: &Value, in_flow: bool) -> String {
    let Value::String(text) = value else { return value.to_string() };
    if is_plain(text, in_flow) {
        return text.clone();
    }
    let printable =
        !text.chars().any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'));
    if printable && prefers_single(doc) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    double_quoted(text)
}

/// Does the file quote with `'` more often than with `"`?
fn prefers_single(doc: &Doc<'_>) -> bool {
    let (mut single, mut double) = (0usize, 0usize);
    let scalars = doc.nodes.iter().filter(|node| matches!(node.kind, Kind::Scalar(_)));
    for start in scalars.map(|node| node.range.start).chain(doc.nodes.iter().flat_map(|node| match &node.kind {
        Kind::Mapping(entries) => entries.iter().map(|entry| entry.key_range.start).collect(),
        _ => Vec::new(),
    })) {
        match doc.text.as_bytes().get(start) {
            Some(b'\'') => single += 1,
            Some(b'"') => double += 1,
            _ => {}
        }
    }
    single > double
}
