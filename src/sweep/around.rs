//! What stands around the nodes of a file, asked of many of them without going to the root for each.

use crate::query::{Flat, NONE};

/// The kinds of the nodes of a syntax tree, and which node stands around which. Nodes are known by their place in the
/// order of the file.
#[derive(Debug)]
pub struct Around {
    nodes: Vec<(u32, u16)>,
}

/// What was found out of some kinds for the nodes of a file, by their place.
pub type Answers = Vec<Option<bool>>;

impl Around {
    /// Reads a syntax tree that lies flat.
    pub fn of(flat: &Flat<'_>) -> Around {
        Around { nodes: flat.nodes.iter().map(|entry| (entry.parent, entry.kind)).collect() }
    }

    /// Does a node of one of these kinds stand around the node at a place? What is found out on the way is kept for
    /// others that ask the same.
    pub fn holds(&self, place: u32, kinds: &[u16], answers: &mut Answers) -> bool {
        answers.resize(self.nodes.len(), None);
        let (mut at, mut path) = (place, Vec::new());
        let answer = loop {
            if let Some(known) = answers[at as usize] {
                break known;
            }
            path.push(at);
            match self.nodes[at as usize].0 {
                NONE => break false,
                parent if kinds.contains(&self.nodes[parent as usize].1) => break true,
                parent => at = parent,
            }
        };
        path.into_iter().for_each(|at| answers[at as usize] = Some(answer));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Language, SourceFile};

    #[test]
    fn a_node_is_inside_what_its_ancestors_are() {
        let text = "if a:\n    f(x, [y])\nelse:\n    g()\nwith z:\n    h(x)\n";
        let file = SourceFile::parse("a.py", Language::Python, text.into(), false);
        let root = file.root().unwrap();
        let around = Around::of(&Flat::of(root));
        let grammar = Language::Python.grammar().unwrap();
        for names in [&["if_statement"][..], &["call", "list"], &["with_statement", "else_clause"], &[]] {
            let kinds: Vec<u16> = names.iter().map(|name| grammar.id_for_node_kind(name, true)).collect();
            let mut answers = Answers::new();
            let mut cursor = root.walk();
            for place in 0..root.descendant_count() {
                cursor.goto_descendant(place);
                let wanted = file.ancestors(cursor.node()).any(|ancestor| names.contains(&ancestor.kind()));
                assert_eq!(around.holds(place as u32, &kinds, &mut answers), wanted, "{names:?} {place}");
            }
        }
    }
}
