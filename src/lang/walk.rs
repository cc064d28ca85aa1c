//! Going through a syntax tree.

use tree_sitter::Node;

/// Every node below `top` in source order, `top` first, for as long as `visit` wants to go deeper.
pub(crate) fn walk<'t>(top: Node<'t>, mut visit: impl FnMut(Node<'t>) -> bool) {
    let mut cursor = top.walk();
    loop {
        if visit(cursor.node()) && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}
