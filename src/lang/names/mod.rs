//! Which names a file of code uses, and whether something in it binds them.
//!
//! Scopes are read as the language has them: hoisting, class bodies, comprehensions, destructuring, type
//! parameters. Whether a name is bound *before* it is used is not asked. Types and values share one space,
//! so a name passes where either of the two is bound.

mod ecmascript;
mod python;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use tree_sitter::Node;

use super::{Language, SourceFile};

/// The names of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Used, bound nowhere in the file and no builtin: name → where it is used first.
    pub free: BTreeMap<String, usize>,
    /// Bound in some scope of the file.
    pub bound: BTreeSet<String>,
    /// Are there names nobody can list, as after `from x import *`?
    pub open: bool,
}

impl Names {
    /// Reads the names of a file; `None` where the language has none or the file does not parse at all.
    pub fn of(file: &SourceFile) -> Option<Names> {
        let root = file.root()?;
        let visit = match file.language {
            Language::Python => python::visit,
            language if language.is_ecmascript() => ecmascript::visit,
            _ => return None,
        };
        let mut scopes = Scopes::new(file);
        scopes.later(root, TOP);
        while let Some((node, scope)) = scopes.work.pop() {
            // Nobody knows what unreadable code binds: every word in it may be bound there.
            if node.is_error() {
                scopes.bind_all(node);
            } else {
                visit(&mut scopes, node, scope);
            }
        }
        Some(scopes.names())
    }
}

/// Is the name there without anybody binding it?
fn is_builtin(language: Language, name: &str) -> bool {
    static PYTHON: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| include_str!("python_builtins.txt").split_ascii_whitespace().collect());
    // Of TypeScript's own libraries and the `globals` package, without words such as `name` and `status`
    // that mean a forgotten variable more often than the window's.
    static ECMASCRIPT: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| include_str!("ecmascript_globals.txt").split_ascii_whitespace().collect());
    if language == Language::Python { PYTHON.contains(name) } else { ECMASCRIPT.contains(name) }
}

/// The scope of the file itself.
const TOP: usize = 0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The file, or a function: `var` and `:=` stop here.
    Function,
    /// A Python class body: functions in it do not see its names.
    Class,
    /// A conditional type: `infer` binds here.
    Conditional,
    /// Anything else that binds names of its own.
    Block,
}

struct Scope<'t> {
    parent: Option<usize>,
    kind: Kind,
    names: BTreeSet<&'t str>,
}

/// What one walk collects. Nodes wait on a stack, so that deep nesting costs no call stack, and names are
/// looked up when all is read, so that order does not matter.
struct Scopes<'t> {
    file: &'t SourceFile,
    scopes: Vec<Scope<'t>>,
    used: Vec<(usize, &'t str, usize)>,
    work: Vec<(Node<'t>, usize)>,
    open: bool,
}

impl<'t> Scopes<'t> {
    fn new(file: &'t SourceFile) -> Scopes<'t> {
        let top = Scope { parent: None, kind: Kind::Function, names: BTreeSet::new() };
        Scopes { file, scopes: vec![top], used: Vec::new(), work: Vec::new(), open: false }
    }

    fn text(&self, node: Node<'t>) -> &'t str {
        self.file.text_of(node)
    }

    /// Opens a scope.
    fn inside(&mut self, parent: usize, kind: Kind) -> usize {
        self.scopes.push(Scope { parent: Some(parent), kind, names: BTreeSet::new() });
        self.scopes.len() - 1
    }

    fn bind(&mut self, node: Node<'t>, scope: usize) {
        let name = self.text(node);
        self.scopes[scope].names.insert(name);
    }

    fn bind_field(&mut self, node: Node<'t>, field: &str, scope: usize) {
        if let Some(name) = node.child_by_field_name(field) {
            self.bind(name, scope);
        }
    }

    fn uses(&mut self, node: Node<'t>, scope: usize) {
        self.used.push((scope, self.text(node), node.start_byte()));
    }

    /// Visits a node later, in a scope.
    fn later(&mut self, node: Node<'t>, scope: usize) {
        self.work.push((node, scope));
    }

    fn later_field(&mut self, node: Node<'t>, field: &str, scope: usize) {
        if let Some(child) = node.child_by_field_name(field) {
            self.later(child, scope);
        }
    }

    /// Visits all children later but those of the named fields.
    fn rest(&mut self, node: Node<'t>, without: &[&str], scope: usize) {
        let mut cursor = node.walk();
        if !cursor.goto_first_child() {
            return;
        }
        loop {
            let named = cursor.node().is_named();
            if named && cursor.field_name().is_none_or(|field| !without.contains(&field)) {
                self.later(cursor.node(), scope);
            }
            if !cursor.goto_next_sibling() {
                return;
            }
        }
    }

    /// The nearest scope of a kind, from `scope` outwards; `scope` itself where there is none.
    fn nearest(&self, scope: usize, kind: Kind) -> usize {
        let mut at = Some(scope);
        while let Some(here) = at {
            if self.scopes[here].kind == kind {
                return here;
            }
            at = self.scopes[here].parent;
        }
        scope
    }

    fn bind_all(&mut self, broken: Node<'t>) {
        let mut waiting = vec![broken];
        while let Some(node) = waiting.pop() {
            if node.kind().ends_with("identifier") {
                self.bind(node, TOP);
            }
            waiting.extend(children(node));
        }
    }

    fn is_bound(&self, scope: usize, name: &str) -> bool {
        let (mut at, mut in_function) = (Some(scope), false);
        while let Some(here) = at {
            let scope = &self.scopes[here];
            if scope.names.contains(name) && !(scope.kind == Kind::Class && in_function) {
                return true;
            }
            in_function |= scope.kind == Kind::Function;
            at = scope.parent;
        }
        false
    }

    fn names(self) -> Names {
        let mut free: BTreeMap<String, usize> = BTreeMap::new();
        for (scope, name, offset) in &self.used {
            if !self.is_bound(*scope, name) && !is_builtin(self.file.language, name) {
                let first = free.entry((*name).to_owned()).or_insert(*offset);
                *first = (*first).min(*offset);
            }
        }
        let bound = self.scopes.iter().flat_map(|scope| scope.names.iter().map(|name| (*name).to_owned())).collect();
        Names { free, bound, open: self.open }
    }
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

#[cfg(test)]
mod tests;
