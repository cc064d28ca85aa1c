//! A syntax tree laid flat: what matching asks of a node stands beside it, and nothing has to be asked twice.

use std::collections::{HashMap, HashSet};

use streaming_iterator::StreamingIterator;
use tree_sitter::{Node, Query, QueryCursor, TreeCursor};

/// No node.
pub const NONE: u32 = u32::MAX;

/// The kind of an ERROR node.
pub const ERROR: u16 = u16::MAX;

/// A node and its place among the others, which are named by their place in the file.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// The node.
    pub node: Node<'t>,
    /// Its kind in the grammar.
    pub kind: u16,
    /// The field it stands in, or 0.
    pub field: u16,
    /// Where the nodes below it end.
    pub end: u32,
    /// The node around it.
    pub parent: u32,
    /// Is it more than a token?
    pub named: bool,
    /// Was it missing from the text?
    pub missing: bool,
    /// Does another node follow beside it?
    pub followed: bool,
    /// Does a named one?
    pub followed_by_named: bool,
}

/// The nodes of a syntax tree in the order of the file, parents before their children.
pub struct Flat<'t> {
    /// The nodes.
    pub nodes: Vec<Entry<'t>>,
    /// The ids of the nodes of a supertype, by supertype. A tree does not show them.
    supertypes: HashMap<u16, HashSet<usize>>,
}

impl<'t> Flat<'t> {
    /// Lays a tree flat.
    pub fn of(root: Node<'t>) -> Flat<'t> {
        let mut nodes: Vec<Entry<'t>> = Vec::with_capacity(root.descendant_count());
        let errors = root.has_error();
        let mut cursor = root.walk();
        let mut parent = NONE;
        loop {
            let at = nodes.len() as u32;
            nodes.push(entry(&cursor, parent, errors));
            if cursor.goto_first_child() {
                parent = at;
                continue;
            }
            nodes[at as usize].end = at + 1;
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    let mut flat = Flat { nodes, supertypes: HashMap::new() };
                    flat.look_ahead();
                    return flat;
                }
                let end = nodes.len() as u32;
                nodes[parent as usize].end = end;
                parent = nodes[parent as usize].parent;
            }
        }
    }

    /// Notes for every node whether others follow beside it.
    fn look_ahead(&mut self) {
        // Backwards, the sibling that follows is known before the one it follows.
        for at in (0..self.nodes.len()).rev() {
            let Entry { end, parent, .. } = self.nodes[at];
            let last = parent == NONE || self.nodes[parent as usize].end == end;
            if !last {
                let next = self.nodes[end as usize];
                self.nodes[at].followed = true;
                self.nodes[at].followed_by_named = next.named || next.followed_by_named;
            }
        }
    }

    /// The node at a place.
    pub fn at(&self, at: u32) -> &Entry<'t> {
        &self.nodes[at as usize]
    }

    /// The first node below one.
    pub fn first_child(&self, at: u32) -> Option<u32> {
        (at + 1 < self.at(at).end).then_some(at + 1)
    }

    /// The node that follows beside one.
    pub fn next_sibling(&self, at: u32) -> Option<u32> {
        let entry = self.at(at);
        entry.followed.then_some(entry.end)
    }

    /// The nodes directly below one.
    pub fn children(&self, at: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(self.first_child(at), |&child| self.next_sibling(child))
    }

    /// Finds the nodes of a supertype. Only tree-sitter knows them, so it is asked; patterns rarely do.
    pub fn know(&mut self, supertype: u16) {
        let (Some(root), false) = (self.nodes.first(), self.supertypes.contains_key(&supertype)) else { return };
        let language = root.node.language();
        let mut ids = HashSet::new();
        let query =
            language.node_kind_for_id(supertype).and_then(|name| Query::new(&language, &format!("({name}) @s")).ok());
        if let Some(query) = &query {
            let mut cursor = QueryCursor::new();
            let mut matches = cursor.matches(query, root.node, &b""[..]);
            while let Some(found) = matches.next() {
                ids.extend(found.captures().iter().map(|capture| capture.node.id()));
            }
        }
        self.supertypes.insert(supertype, ids);
    }

    /// Is the node of a supertype that was asked for?
    pub fn is_of(&self, at: u32, supertype: u16) -> bool {
        self.supertypes.get(&supertype).is_some_and(|ids| ids.contains(&self.at(at).node.id()))
    }

    /// Does a later sibling stand in the same field?
    pub fn field_again(&self, at: u32) -> bool {
        let field = self.at(at).field;
        std::iter::successors(self.next_sibling(at), |&next| self.next_sibling(next))
            .any(|next| self.at(next).field == field)
    }
}

fn entry<'t>(cursor: &TreeCursor<'t>, parent: u32, errors: bool) -> Entry<'t> {
    let node = cursor.node();
    Entry {
        node,
        kind: node.kind_id(),
        field: cursor.field_id().map_or(0, std::num::NonZero::get),
        end: 0,
        parent,
        named: node.is_named(),
        missing: errors && node.is_missing(),
        followed: false,
        followed_by_named: false,
    }
}
