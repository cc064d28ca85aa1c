//! Paths in YAML: where a node stands in the data, and what stands around it.
//!
//! A path is written `jobs.*.steps.*.name`. Seen from a node, `*` is whatever key or element leads to that
//! node, so the same path names the step's own name, the job's own environment. Aliases are not followed.

use std::collections::HashMap;
use std::ops::Range;

use tree_sitter::Node;

use super::yaml_scalar;
use super::{Language, SourceFile, walk};

/// One step from the top of a document to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// An element of a list, from 0.
    Index(usize),
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Step::Key(key) => f.write_str(key),
            Step::Index(index) => write!(f, "{index}"),
        }
    }
}

/// What a node enters: the value of a key, or an element of a list.
enum Entry {
    Key(String),
    Element,
}

/// The entries that lead to a node, each with its pair or element, and the document around them.
fn trail<'t>(file: &'t SourceFile, node: Node<'t>) -> (Vec<(Entry, Node<'t>)>, Option<Node<'t>>) {
    let around: Vec<Node<'t>> = std::iter::once(node).chain(file.ancestors(node)).collect();
    let document = around.iter().copied().find(|node| node.kind() == "document");
    let entries = around.iter().rev().filter_map(|&node| Some((entry_of(file, node)?, node)));
    (entries.collect(), document)
}

/// What a node enters, where it is a pair or an element.
fn entry_of(file: &SourceFile, node: Node<'_>) -> Option<Entry> {
    match node.kind() {
        "block_mapping_pair" | "flow_pair" => Some(Entry::Key(scalar(file, node.child_by_field_name("key")?)?)),
        "block_sequence_item" => Some(Entry::Element),
        "flow_node" if node.parent()?.kind() == "flow_sequence" => Some(Entry::Element),
        _ => None,
    }
}

/// Does an entry answer to a segment of a path?
fn answers(file: &SourceFile, entry: &Entry, node: Node<'_>, segment: &str) -> bool {
    match entry {
        _ if segment == "*" => true,
        Entry::Key(key) => key == segment,
        Entry::Element => segment.parse().is_ok_and(|index: usize| index_of(file, node) == index),
    }
}

/// The place of an element among those of its list.
fn index_of(file: &SourceFile, element: Node<'_>) -> usize {
    file.elements().get(&element.start_byte()).copied().unwrap_or(0)
}

/// Where the elements of all lists start, each with its place in its list. No two start at one byte.
pub(super) fn elements(root: Node<'_>) -> HashMap<usize, usize> {
    let mut elements = HashMap::new();
    walk(root, |list| {
        if matches!(list.kind(), "block_sequence" | "flow_sequence") {
            elements.extend(parts(list).into_iter().map(|element| element.start_byte()).zip(0..));
        }
        true
    });
    elements
}

/// What stands directly in a node, comments left out.
fn parts(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect()
}

/// The keys and elements that lead from the top of the document to the node at a byte range.
pub fn path_of(file: &SourceFile, range: Range<usize>) -> Vec<Step> {
    let Some(node) = file.node_at(range).filter(|_| file.language == Language::Yaml) else { return Vec::new() };
    let step = |(entry, node)| match entry {
        Entry::Key(key) => Step::Key(key),
        Entry::Element => Step::Index(index_of(file, node)),
    };
    trail(file, node).0.into_iter().map(step).collect()
}

/// Does a node stand at this path?
pub fn stands_at(file: &SourceFile, node: Node<'_>, path: &str) -> bool {
    let (trail, _) = trail(file, node);
    let segments: Vec<&str> = path.split('.').collect();
    trail.len() == segments.len()
        && trail.iter().zip(&segments).all(|((entry, node), segment)| answers(file, entry, *node, segment))
}

/// The text of the value at a path, seen from a node: a scalar without its quotes, anything else as it is
/// written. The empty path is the whole document.
pub fn value_text(file: &SourceFile, node: Node<'_>, path: &str) -> Option<String> {
    Some(text_of(file, value_at(file, node, path)?))
}

/// The text of a value, as [`value_text`] gives it.
pub fn text_of(file: &SourceFile, value: Node<'_>) -> String {
    scalar(file, value).unwrap_or_else(|| {
        let range = value.byte_range();
        // With the indentation of its first line, so that all lines tell how deep they are.
        let start =
            if file.starts_its_line(range.start) { file.line_start(file.line_of(range.start)) } else { range.start };
        without_comments_below(&file.text[start..range.end]).to_owned()
    })
}

/// The grammar counts comments below a value as part of it.
fn without_comments_below(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some((above, _)) = text.rsplit_once('\n').filter(|(_, last)| last.trim_start().starts_with('#')) {
        text = above.trim_end();
    }
    text
}

/// The value at a path, seen from a node.
pub fn value_at<'t>(file: &'t SourceFile, node: Node<'t>, path: &str) -> Option<Node<'t>> {
    if file.language != Language::Yaml {
        return None;
    }
    let (trail, document) = trail(file, node);
    let mut around = trail.iter();
    let mut on_trail = true;
    let mut at = child_value(document?)?;
    for segment in path.split('.').filter(|segment| !segment.is_empty()) {
        at = match around.next().filter(|_| on_trail) {
            Some((entry, entered)) if answers(file, entry, *entered, segment) => value_of(*entered)?,
            _ => {
                on_trail = false;
                below(file, at, segment)?
            }
        };
    }
    Some(at)
}

/// The value of a pair or an element.
fn value_of(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        "block_mapping_pair" | "flow_pair" => node.child_by_field_name("value"),
        "block_sequence_item" => child_value(node),
        _ => Some(node),
    }
}

fn child_value(node: Node<'_>) -> Option<Node<'_>> {
    parts(node).into_iter().find(|child| matches!(child.kind(), "block_node" | "flow_node"))
}

/// What a value is, without its anchor and tag.
fn content(value: Node<'_>) -> Option<Node<'_>> {
    parts(value).into_iter().find(|child| !matches!(child.kind(), "anchor" | "tag"))
}

/// The value of a key or an element.
fn below<'t>(file: &SourceFile, value: Node<'t>, segment: &str) -> Option<Node<'t>> {
    let content = content(value)?;
    let entered = match content.kind() {
        "block_mapping" | "flow_mapping" => {
            let is_it = |node: &Node<'_>| matches!(entry_of(file, *node), Some(Entry::Key(key)) if key == segment);
            parts(content).into_iter().find(is_it)
        }
        "block_sequence" | "flow_sequence" => parts(content).get(segment.parse::<usize>().ok()?).copied(),
        _ => None,
    };
    value_of(entered?)
}

/// The text of a scalar; `None` for anything else.
fn scalar(file: &SourceFile, value: Node<'_>) -> Option<String> {
    let content = content(value)?;
    match content.kind() {
        kind if kind.ends_with("_scalar") => Some(yaml_scalar::text(file.text_of(content), kind)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
jobs:
  ship:
    environment: { name: \"live\" }
    steps:
      - run: make
      - name: 'push'
        run: |
          push
        with: [a, b]
  other:
    steps: [{run: x}]
on: [push]
";

    fn file() -> SourceFile {
        SourceFile::parse("a.yml", Language::Yaml, TEXT.to_owned(), false)
    }

    #[test]
    fn a_path_is_read_from_where_the_node_stands() {
        let file = file();
        let at = TEXT.find("name: 'push'").expect("there");
        let node = file.node_at(at..at + 4).expect("a node");
        for (path, value) in [
            ("jobs.*.steps.*.name", Some("push")),
            ("jobs.*.steps.*.run", Some("push\n")),
            ("jobs.*.steps.0.run", Some("make")),
            ("jobs.*.steps.*.with.1", Some("b")),
            ("jobs.*.environment.name", Some("live")),
            ("jobs.other.steps.0.run", Some("x")),
            ("jobs.*.needs", None),
            ("on", Some("[push]")),
            ("on.0", Some("push")),
            ("on.*", None),
        ] {
            assert_eq!(value_text(&file, node, path).as_deref(), value, "{path}");
        }
        assert!(
            value_text(&file, node, "").is_some_and(|text| text.starts_with("jobs:") && text.contains("on: [push]"))
        );
        assert!(stands_at(&file, node, "jobs.*.steps.1.name") && !stands_at(&file, node, "jobs.*.steps.*"));
    }

    #[test]
    fn the_way_to_a_node_has_keys_and_elements() {
        let file = file();
        let at = TEXT.find("- name").expect("there");
        let item = file.node_at(at..TEXT.find("  other").expect("there") - 1).expect("a node");
        let steps = [Step::Key("jobs".into()), Step::Key("ship".into()), Step::Key("steps".into()), Step::Index(1)];
        assert_eq!(path_of(&file, item.byte_range()), steps);
    }
}
