//! One shape for JSON, TOML and YAML: a tree that knows where each value stands in the text.
//!
//! Nodes live in an arena and refer to each other by number, so building, walking and dropping a
//! hostile document needs no recursion.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::Value;

use crate::edit::EditError;
use crate::lang::{Language, Style};

/// A node's number in its document.
pub(super) type Id = usize;

/// How deep a document may nest before it is left alone.
const MAX_DEPTH: usize = 128;

/// A parsed document.
pub(super) struct Doc<'t> {
    pub text: &'t str,
    pub language: Language,
    pub style: Style,
    pub nodes: Vec<Node>,
    /// The top value of each document in the file; more than one in YAML only.
    pub roots: Vec<Id>,
    /// TOML: the root table and every `[table]`, in the order of the text.
    pub sections: Vec<Section>,
    /// Does the text hold comments?
    pub comments: bool,
    /// The value of each key of each mapping; `None` for a key that occurs twice.
    index: HashMap<(Id, String), Option<Id>>,
    /// YAML: the nodes with an anchor of this name, in the order of the text.
    anchors: HashMap<String, Vec<Id>>,
    /// YAML: the names that aliases use.
    aliased: HashSet<String>,
}

/// One value.
pub(super) struct Node {
    pub parent: Option<Id>,
    /// The value's own bytes: without anchor and tag, without comments after it.
    pub range: Range<usize>,
    pub kind: Kind,
    pub layout: Layout,
    /// YAML: the anchor the value carries.
    pub anchor: Option<String>,
    depth: usize,
}

pub(super) enum Kind {
    Mapping(Vec<Entry>),
    Sequence(Vec<Entry>),
    Scalar(Value),
    /// A place for a value with nothing in it: `key:` in YAML, an empty document.
    Empty,
    /// YAML: `*name`.
    Alias(String),
    /// Something the engine cannot see into; the sentence says what.
    Opaque(&'static str),
}

/// How a container is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Between brackets, elements parted by commas.
    Flow,
    /// YAML: by indentation.
    Block,
    /// TOML: `[table]` or `[[table]]` sections, or the document itself.
    Table,
    /// TOML: only ever named in dotted keys (`a.b = 1`).
    Dotted,
}

/// A key with its value, or an element of a list.
pub(super) struct Entry {
    pub key: Option<String>,
    /// Where the key is written; empty for list elements.
    pub key_range: Range<usize>,
    /// Key and value, or the element with its dash.
    pub range: Range<usize>,
    pub value: Id,
}

/// TOML: a run of `key = value` lines under one header.
pub(super) struct Section {
    /// The table the header opens.
    pub owner: Id,
    /// From the start of the header to the end of its line's content; empty for the root.
    pub header: Range<usize>,
    /// The pairs, with the table each one adds to (not the owner for dotted keys).
    pub pairs: Vec<(Range<usize>, Id)>,
}

impl Section {
    /// Where the section's last content ends.
    pub fn end(&self) -> usize {
        self.pairs.last().map_or(self.header.end, |(range, _)| range.end)
    }
}

impl<'t> Doc<'t> {
    pub fn new(text: &'t str, language: Language) -> Doc<'t> {
        Doc {
            text,
            language,
            style: Style::of(text, language),
            nodes: Vec::new(),
            roots: Vec::new(),
            sections: Vec::new(),
            comments: false,
            index: HashMap::new(),
            anchors: HashMap::new(),
            aliased: HashSet::new(),
        }
    }

    /// Adds a node. Fails where the document nests too deep.
    pub fn add(
        &mut self,
        parent: Option<Id>,
        range: Range<usize>,
        kind: Kind,
        layout: Layout,
    ) -> Result<Id, EditError> {
        let depth = parent.and_then(|id| self.nodes.get(id)).map_or(0, |node| node.depth + 1);
        if depth > MAX_DEPTH {
            return Err(EditError::Unsupported(format!("it nests deeper than {MAX_DEPTH} levels")));
        }
        self.nodes.push(Node { parent, range, kind, layout, anchor: None, depth });
        Ok(self.nodes.len() - 1)
    }

    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// The entries of a container; none for anything else.
    pub fn entries(&self, id: Id) -> &[Entry] {
        match &self.node(id).kind {
            Kind::Mapping(entries) | Kind::Sequence(entries) => entries,
            _ => &[],
        }
    }

    /// Puts an entry at the end of a container.
    pub fn push(&mut self, container: Id, entry: Entry) {
        if let Some(key) = &entry.key {
            let place = self.index.entry((container, key.clone()));
            place.and_modify(|value| *value = None).or_insert(Some(entry.value));
        }
        if let Some(Node { kind: Kind::Mapping(entries) | Kind::Sequence(entries), .. }) = self.nodes.get_mut(container)
        {
            entries.push(entry);
        }
    }

    /// The value of a mapping's key.
    pub fn find(&self, mapping: Id, key: &str) -> Result<Option<Id>, EditError> {
        match self.index.get(&(mapping, key.to_owned())) {
            None => Ok(None),
            Some(Some(value)) => Ok(Some(*value)),
            Some(None) => {
                let last = self.entries(mapping).iter().rfind(|entry| entry.key.as_deref() == Some(key));
                let line = self.line_of(last.map_or(0, |entry| entry.key_range.start));
                Err(EditError::Unsupported(format!("`{key}` occurs twice in one mapping (line {line})")))
            }
        }
    }

    /// Notes which anchors and aliases there are, once all nodes are.
    pub fn tie_anchors(&mut self) {
        let mut order: Vec<Id> = (0..self.nodes.len()).collect();
        order.sort_by_key(|&id| self.node(id).range.start);
        for id in order {
            if let Some(name) = self.nodes[id].anchor.clone() {
                self.anchors.entry(name).or_default().push(id);
            }
            if let Kind::Alias(name) = &self.nodes[id].kind {
                self.aliased.insert(name.clone());
            }
        }
    }

    /// The node an alias stands for: the last one before it with that anchor.
    pub fn anchored(&self, name: &str, alias: Id) -> Option<Id> {
        let ids = self.anchors.get(name)?;
        let before = ids.partition_point(|&id| self.node(id).range.start < self.node(alias).range.start);
        ids.get(before.checked_sub(1)?).copied()
    }

    /// The node's anchor, if an alias uses it.
    pub fn used_anchor(&self, id: Id) -> Option<&str> {
        self.node(id).anchor.as_deref().filter(|name| self.aliased.contains(*name))
    }

    /// Is `id` the node `above` or inside it?
    pub fn is_within(&self, id: Id, above: Id) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            if id == above {
                return true;
            }
            at = self.node(id).parent;
        }
        false
    }

    /// The value of a node as JSON. An alias stays an alias. Recursion is bounded by [`MAX_DEPTH`].
    pub fn value(&self, id: Id) -> Value {
        match &self.node(id).kind {
            Kind::Mapping(entries) => Value::Object(
                entries
                    .iter()
                    .filter_map(|entry| entry.key.clone().map(|key| (key, self.value(entry.value))))
                    .collect(),
            ),
            Kind::Sequence(entries) => Value::Array(entries.iter().map(|entry| self.value(entry.value)).collect()),
            Kind::Scalar(value) => value.clone(),
            Kind::Empty | Kind::Opaque(_) => Value::Null,
            Kind::Alias(name) => Value::String(format!("*{name}")),
        }
    }

    /// The keys that lead to a node, from the root; list elements by number.
    pub fn path(&self, id: Id) -> Vec<String> {
        let mut path = Vec::new();
        let mut at = id;
        while let Some(parent) = self.node(at).parent {
            let place = self.entries(parent).iter().position(|entry| entry.value == at);
            let key = place.map(|index| {
                self.entries(parent).get(index).and_then(|entry| entry.key.clone()).unwrap_or(index.to_string())
            });
            path.extend(key);
            at = parent;
        }
        path.reverse();
        path
    }

    /// A node as a report names it: "`a.b` (line 3)".
    pub fn name(&self, id: Id) -> String {
        let line = self.line_of(self.node(id).range.start);
        let path = self.path(id).join(".");
        if path.is_empty() { "the top of the file".to_owned() } else { format!("`{path}` (line {line})") }
    }

    pub fn line_of(&self, offset: usize) -> usize {
        1 + memchr::memchr_iter(b'\n', &self.text.as_bytes()[..offset]).count()
    }

    /// Where the line that holds `offset` starts.
    pub fn line_start(&self, offset: usize) -> usize {
        memchr::memrchr(b'\n', &self.text.as_bytes()[..offset]).map_or(0, |at| at + 1)
    }

    /// Just past the line break of the line that holds `offset`; the end of the text on the last line.
    pub fn next_line(&self, offset: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[offset..]).map_or(self.text.len(), |at| offset + at + 1)
    }

    /// The white space at the start of the line that holds `offset`.
    pub fn indent_at(&self, offset: usize) -> &'t str {
        let line = &self.text[self.line_start(offset)..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Does only white space stand between the start of the line and `offset`?
    pub fn own_line(&self, offset: usize) -> bool {
        let before = self.text[..offset].trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    }

    /// The lines from `start` on, each with the offset where it begins.
    pub fn lines_from(&self, start: usize) -> impl Iterator<Item = (usize, &'t str)> {
        let mut at = start;
        self.text[start..].split_inclusive('\n').map(move |line| {
            let begin = at;
            at += line.len();
            (begin, line)
        })
    }

    /// The start of the comment lines that stand directly above the line at `offset`, not reaching above `floor`.
    pub fn above_comments(&self, offset: usize, floor: usize) -> usize {
        let mut start = self.line_start(offset);
        while start > floor {
            let above = self.line_start(start - 1);
            if above < floor || !self.is_comment(&self.text[above..start]) {
                break;
            }
            start = above;
        }
        start
    }

    /// Is the line a comment and nothing else?
    pub fn is_comment(&self, line: &str) -> bool {
        line.trim_start_matches([' ', '\t']).starts_with(self.language.line_comment())
    }

    /// Whole lines for an insertion at the line boundary `at`. Where the text ends without a line
    /// break, so does the result; an empty text gets one.
    pub fn whole_lines(&self, at: usize, lines: &str) -> String {
        let newline = self.style.newline;
        if at == self.text.len() && !self.style.final_newline {
            format!("{newline}{lines}")
        } else {
            format!("{lines}{newline}")
        }
    }
}
