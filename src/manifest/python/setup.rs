//! `setup.cfg` and `setup.py`.

use tree_sitter::Node;

use super::model::{Entry, Family, Form, List, entry, is_development};
use crate::lang::{Language, SourceFile, walk};
use crate::manifest::Kind;

/// A setuptools manifest, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    /// The lists in it.
    pub lists: Vec<List>,
    /// Requirements files it reads its lists from, as written.
    pub files: Vec<String>,
    /// The line of the first syntax error: such a script is not edited.
    pub error: Option<usize>,
}

/// Reads a `setup.cfg`.
pub(crate) fn cfg(file: &str, text: &str) -> Read {
    let mut read = Read::default();
    let mut section = String::new();
    let mut open: Option<List> = None;
    let mut start = 0;
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let line_start = start;
        start += raw.len();
        let line = raw.trim_end_matches(['\n', '\r']);
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            if let Some(list) = &mut open {
                let from = line_start + (line.len() - line.trim_start().len());
                let text_end = content.find(" #").map_or(content, |at| content[..at].trim_end()).len();
                let whole = from..line_start + line.len();
                list.entries.extend(entry(text, from..from + text_end, whole, index + 1));
                list.form = Form::Lines(line_start..start);
            }
            continue;
        }
        read.lists.extend(open.take());
        if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name.trim().to_owned();
        } else if let Some((key, value)) = content.split_once(['=', ':']) {
            let (key, value) = (key.trim().replace('-', "_"), value.trim());
            let group = match (section.as_str(), key.as_str()) {
                ("options", "install_requires") => None,
                ("options.extras_require", extra) => Some(extra.to_owned()),
                _ => continue,
            };
            if let Some(files) = value.strip_prefix("file:") {
                read.files.extend(files.split(',').map(|file| file.trim().to_owned()));
            } else {
                let kind = if group.as_deref().is_some_and(is_development) { Kind::Dev } else { Kind::Runtime };
                let mut list = List {
                    file: file.to_owned(),
                    family: Family::SetupCfg,
                    // A value on the line of its key has no lines to add to.
                    form: Form::Lines(start..start),
                    kind,
                    group,
                    entries: Vec::new(),
                };
                for one in value.split(';').map(str::trim) {
                    if let Some(found) = line.find(one).filter(|_| !one.is_empty()) {
                        let range = line_start + found..line_start + found + one.len();
                        let read = entry(text, range.clone(), range, index + 1);
                        list.entries.extend(read.map(|entry| Entry { inline: false, ..entry }));
                    }
                }
                open = Some(list);
            }
        }
    }
    read.lists.extend(open);
    read
}

/// Reads a `setup.py`: list literals in `install_requires` and `extras_require`, also through a
/// variable, and the names of the requirements files the script reads.
pub(crate) fn script(file: &str, text: &str) -> Read {
    let source = SourceFile::parse(file, Language::Python, text.to_owned(), false);
    let mut read = Read { error: source.first_error(), ..Read::default() };
    let Some(root) = source.root() else { return read };
    let mut assigned: Vec<(&str, Node<'_>)> = Vec::new();
    let mut required = None;
    let mut extras = None;
    walk(root, |node| {
        match node.kind() {
            "assignment" => {
                if let (Some(left), Some(right)) = (node.child_by_field_name("left"), node.child_by_field_name("right"))
                    && left.kind() == "identifier"
                {
                    assigned.push((source.text_of(left), right));
                }
            }
            "keyword_argument" => {
                let name = node.child_by_field_name("name").map(|name| source.text_of(name));
                match name {
                    Some("install_requires") => required = node.child_by_field_name("value"),
                    Some("extras_require") => extras = node.child_by_field_name("value"),
                    _ => {}
                }
            }
            "string_content" => {
                let written = source.text_of(node).trim();
                let lower = written.to_ascii_lowercase();
                if lower.contains("require") && (lower.ends_with(".txt") || lower.ends_with(".in")) {
                    read.files.push(written.to_owned());
                }
            }
            _ => {}
        }
        true
    });
    let value_of = |node: Node<'_>| -> Option<Node<'_>> {
        assigned.iter().rev().find(|(name, _)| *name == source.text_of(node)).map(|(_, value)| *value)
    };
    for literal in required.into_iter().flat_map(|node| literals(node, &assigned, &source)) {
        read.lists.extend(list(&source, literal, Kind::Runtime, None));
    }
    let extras = extras.and_then(|node| if node.kind() == "identifier" { value_of(node) } else { Some(node) });
    for pair in extras.into_iter().flat_map(children) {
        let (Some(key), Some(value)) = (pair.child_by_field_name("key"), pair.child_by_field_name("value")) else {
            continue;
        };
        let name = source.text_of(key).trim_matches(['\'', '"']).to_owned();
        let kind = if is_development(&name) { Kind::Dev } else { Kind::Runtime };
        for literal in literals(value, &assigned, &source) {
            read.lists.extend(list(&source, literal, kind, Some(name.clone())));
        }
    }
    read
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

/// The list literals an expression is made of: itself, the sides of `+`, the values of variables.
fn literals<'t>(node: Node<'t>, assigned: &[(&str, Node<'t>)], source: &SourceFile) -> Vec<Node<'t>> {
    let mut found = Vec::new();
    let mut pending = vec![node];
    // Bounded, so that `a = a + b` comes to an end.
    for _ in 0..64 {
        let Some(node) = pending.pop() else { break };
        match node.kind() {
            "list" | "tuple" => found.push(node),
            "binary_operator" | "parenthesized_expression" => pending.extend(children(node).into_iter().rev()),
            "identifier" => {
                let name = source.text_of(node);
                pending.extend(assigned.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| *value));
            }
            _ => {}
        }
    }
    found
}

fn list(source: &SourceFile, literal: Node<'_>, kind: Kind, group: Option<String>) -> Option<List> {
    let range = literal.byte_range();
    let mut entries = Vec::new();
    for item in children(literal).into_iter().filter(|item| item.kind() == "string") {
        let parts = children(item);
        let [_, content, _] = parts.as_slice() else { continue };
        if content.kind() == "string_content" && content.named_child_count() == 0 {
            let line = source.line_of(item.start_byte());
            entries.extend(entry(&source.text, content.byte_range(), item.byte_range(), line));
        }
    }
    // An empty list is filled by code further down, which nobody can do in its place.
    if entries.is_empty() {
        return None;
    }
    Some(List {
        file: source.path.clone(),
        family: Family::SetupPy,
        form: Form::Strings(range.start + 1..range.end.checked_sub(1)?),
        kind,
        group,
        entries,
    })
}
