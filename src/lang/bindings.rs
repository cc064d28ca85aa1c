//! What the names of a file are bound to by the file's own code: assignments, classes, functions, parameters.
//!
//! Beside [`Imports`](super::Imports), which say where a name comes from, these say what it is made of here.
//! An expression is kept as its shape: the names it goes through, with `()` for a call and nothing of the
//! arguments. `db = make(app).session` binds `db` to `make().session`.

use std::collections::HashMap;
use std::ops::Range;

use tree_sitter::Node;

use super::shapes::{shapes, types};
use super::{SourceFile, walk};

/// Everything a file binds, by name. Attributes of `self` and of other names count as names: `self.app`.
#[derive(Clone, Debug, Default)]
pub struct Bindings {
    bound: HashMap<String, Vec<Binding>>,
}

/// One binding of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The function or class in which the name means this; the whole file at its top.
    pub scope: Range<usize>,
    /// Where it is bound: names in its value mean what they mean here.
    pub at: usize,
    /// What it is bound to.
    pub value: Bound,
}

/// What a name is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The value of an expression of this shape.
    Shape(String),
    /// Something of this type, by a declaration.
    Typed(String),
    /// A class with these bases; its body is where its attributes are bound.
    Class(Vec<String>, Range<usize>),
    /// A function; the shapes of what it returns are asked for by its body.
    Function(Range<usize>),
    /// A parameter without a type: only callers know what it is.
    Parameter,
    /// Handed on from another module: an origin as imports give it.
    Origin(String),
    /// Something that has no shape.
    Other,
}

/// The name under which a module's default export is kept.
pub const DEFAULT: &str = "default";

/// The name under which what a function returns is kept, in the scope of its body.
pub const RETURNED: &str = "return";

/// What a call gives the function it is handed, behind the call: `visit((node) => …)` binds `node` to `visit().parameter`.
const HANDED: &str = "parameter";

const FUNCTIONS: &[&str] = &[
    "function_definition",
    "lambda",
    "function_declaration",
    "generator_function_declaration",
    "function_expression",
    "arrow_function",
    "method_definition",
];

const CLASSES: &[&str] = &["class_definition", "class_declaration", "class"];

impl Bindings {
    /// Reads what a file binds.
    pub fn of(file: &SourceFile) -> Bindings {
        let mut reader = Reader { file, bindings: Bindings::default(), around: Vec::new() };
        if let Some(root) = file.root() {
            walk(root, |node| {
                reader.leave(node.start_byte());
                reader.read(node);
                reader.enter(node);
                true
            });
        }
        reader.bindings
    }

    /// What a name means at a place: the bindings of the innermost scope around it that has any. Behind the end
    /// of the file is where other files look from.
    pub fn at(&self, name: &str, at: usize) -> Vec<&Binding> {
        let around = self.bound.get(name).into_iter().flatten().filter(|binding| binding.scope.contains(&at));
        let around: Vec<&Binding> = around.collect();
        let innermost = around.iter().map(|binding| binding.scope.len()).min();
        around.into_iter().filter(|binding| Some(binding.scope.len()) == innermost).collect()
    }

    /// What is bound under a name in exactly this scope.
    pub fn within(&self, name: &str, scope: &Range<usize>) -> Vec<&Binding> {
        self.bound.get(name).into_iter().flatten().filter(|binding| binding.scope == *scope).collect()
    }

    fn push(&mut self, name: &str, scope: Range<usize>, at: usize, value: Bound) {
        let name = if name == "module.exports" { DEFAULT } else { name };
        self.bound.entry(name.to_owned()).or_default().push(Binding { scope, at, value });
    }
}

/// A function or class that is being read.
struct Scope<'f> {
    range: Range<usize>,
    class: bool,
    /// The names that its own code takes for the module's.
    globals: Vec<&'f str>,
}

/// Reads a file from its top to its end, and knows which functions and classes are around.
struct Reader<'f> {
    file: &'f SourceFile,
    bindings: Bindings,
    /// The innermost last.
    around: Vec<Scope<'f>>,
}

impl<'f> Reader<'f> {
    /// Leaves what ends before an offset.
    fn leave(&mut self, at: usize) {
        while self.around.pop_if(|scope| scope.range.end <= at).is_some() {}
    }

    /// Enters a function or class, whose own name is known around it.
    fn enter(&mut self, node: Node<'f>) {
        let class = CLASSES.contains(&node.kind());
        if !class && !FUNCTIONS.contains(&node.kind()) {
            return;
        }
        let body = node.child_by_field_name("body");
        let mut cursor = node.walk();
        let statements = body.into_iter().flat_map(|body| body.named_children(&mut cursor).collect::<Vec<_>>());
        let globals = statements.filter(|statement| statement.kind() == "global_statement");
        let globals = globals.flat_map(|statement| self.file.text_of(statement).split([' ', ',', '\t'])).collect();
        self.around.push(Scope { range: node.byte_range(), class, globals });
    }

    fn read(&mut self, node: Node<'_>) {
        let field = |name: &str| node.child_by_field_name(name);
        match node.kind() {
            "assignment" | "assignment_expression" | "named_expression" | "variable_declarator" => {
                let target = field("left").or_else(|| field("name"));
                let value = field("right").or_else(|| field("value"));
                self.assigned(target, value, field("type"));
            }
            "public_field_definition" | "field_definition" => {
                let target = field("name").or_else(|| field("property"));
                self.assigned(target, field("value"), field("type"));
            }
            "for_statement" | "for_in_statement" => self.targets(field("left")),
            "as_pattern_target" => self.entered(node),
            "class_definition" | "class_declaration" => self.class(node),
            kind if FUNCTIONS.contains(&kind) => self.function(node),
            "return_statement" => self.add_all(RETURNED, node, node.named_child(0)),
            "export_statement" => self.exported(node),
            _ => {}
        }
    }

    fn assigned(&mut self, target: Option<Node<'_>>, value: Option<Node<'_>>, kind: Option<Node<'_>>) {
        let Some(target) = target else { return };
        let shape = shapes(self.file, target).pop().filter(|shape| !shape.contains('('));
        match (shape, value) {
            (Some(name), Some(value)) if FUNCTIONS.contains(&value.kind()) => {
                self.add(&name, target, Bound::Function(value.byte_range()));
            }
            (Some(name), value) => {
                for kind in types(self.file, kind) {
                    self.add(&name, target, Bound::Typed(kind));
                }
                if let Some(value) = value {
                    self.add_all(&name, target, Some(value));
                }
            }
            (None, Some(value)) if target.kind() == "object_pattern" => {
                // const { auth, db: store } = start()
                let from = shapes(self.file, value);
                let mut cursor = target.walk();
                for part in target.named_children(&mut cursor) {
                    let (key, local) = (part.child_by_field_name("key"), part.child_by_field_name("value"));
                    let (key, local) = (key.unwrap_or(part), local.unwrap_or(part));
                    for from in &from {
                        let member = format!("{from}.{}", self.file.text_of(key));
                        self.add(self.file.text_of(local), part, Bound::Shape(member));
                    }
                }
            }
            (None, _) => self.targets(Some(target)),
        }
    }

    /// `with make() as made` binds what `make().__enter__()` gives; `except Error as error` binds something else.
    fn entered(&mut self, target: Node<'_>) {
        let (name, pattern) = (target.named_child(0), target.parent());
        let managed = pattern.filter(|pattern| pattern.parent().is_some_and(|around| around.kind() == "with_item"));
        let from = managed.and_then(|pattern| pattern.named_child(0)).map(|value| shapes(self.file, value));
        match (name.filter(|name| name.kind() == "identifier"), from.filter(|from| !from.is_empty())) {
            (Some(name), Some(from)) => from.into_iter().for_each(|from| {
                self.add(self.file.text_of(name), name, Bound::Shape(format!("{from}.__enter__()")));
            }),
            _ => self.targets(name),
        }
    }

    /// Names whose value has no shape, so that they hide what the names mean further out.
    fn targets(&mut self, target: Option<Node<'_>>) {
        let Some(target) = target else { return };
        let mut cursor = target.walk();
        // `rows[0] = 1` binds no name.
        let parts = target.kind().contains("pattern").then(|| target.named_children(&mut cursor).collect::<Vec<_>>());
        let names = parts.iter().flatten().chain([&target]).filter(|part| part.kind() == "identifier");
        names.for_each(|name| self.add(self.file.text_of(*name), *name, Bound::Other));
    }

    fn class(&mut self, node: Node<'_>) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let heritage = node.child_by_field_name("superclasses").or_else(|| child_of_kind(node, "class_heritage"));
        // class A extends B: in TypeScript the clause has a node of its own.
        let heritage = heritage.map(|heritage| child_of_kind(heritage, "extends_clause").unwrap_or(heritage));
        let mut cursor = node.walk();
        let bases = heritage.into_iter().flat_map(|heritage| heritage.named_children(&mut cursor).collect::<Vec<_>>());
        let bases = bases.flat_map(|base| shapes(self.file, base)).collect();
        self.add(self.file.text_of(name), node, Bound::Class(bases, node.byte_range()));
    }

    fn function(&mut self, node: Node<'_>) {
        if let Some(name) = node.child_by_field_name("name") {
            self.add(self.file.text_of(name), node, Bound::Function(node.byte_range()));
        }
        let inside = node.byte_range();
        for kind in types(self.file, node.child_by_field_name("return_type")) {
            self.bindings.push(RETURNED, inside.clone(), inside.start, Bound::Typed(kind));
        }
        match node.child_by_field_name("body") {
            Some(body) if node.kind() == "arrow_function" && body.kind() != "statement_block" => {
                for shape in shapes(self.file, body) {
                    self.bindings.push(RETURNED, inside.clone(), body.start_byte(), Bound::Shape(shape));
                }
            }
            _ => {}
        }
        let handed_to = handed_to(self.file, node);
        let one = node.child_by_field_name("parameter");
        let list = node.child_by_field_name("parameters");
        let mut cursor = node.walk();
        let several = list.into_iter().flat_map(|list| list.named_children(&mut cursor).collect::<Vec<_>>());
        for parameter in one.into_iter().chain(several) {
            let pattern = ["pattern", "name"].iter().find_map(|field| parameter.child_by_field_name(field));
            let name = match pattern {
                Some(pattern) => pattern,
                None if parameter.kind() == "identifier" => parameter,
                // `auth: Auth` of Python, `*args`
                None => parameter.named_child(0).unwrap_or(parameter),
            };
            let kinds = types(self.file, parameter.child_by_field_name("type"));
            let typed = kinds.into_iter().map(Bound::Typed);
            let mut bound: Vec<Bound> = typed.collect();
            if bound.is_empty() {
                bound.push(Bound::Parameter);
                bound.extend(handed_to.iter().map(|call| Bound::Shape(format!("{call}.{HANDED}"))));
            }
            for bound in bound {
                self.bindings.push(self.file.text_of(name), inside.clone(), inside.start, bound);
            }
        }
    }

    /// `export default client`, `export { client as db }`, `export { db } from "./client"`.
    fn exported(&mut self, node: Node<'_>) {
        let source =
            node.child_by_field_name("source").map(|source| self.file.text_of(source).trim_matches(['"', '\'']));
        let value = node.child_by_field_name("value");
        let named = node.child_by_field_name("declaration").and_then(|declared| declared.child_by_field_name("name"));
        if child_of_kind(node, DEFAULT).is_some() {
            self.add_all(DEFAULT, node, value.or(named));
        }
        let Some(clause) = child_of_kind(node, "export_clause") else { return };
        let mut cursor = clause.walk();
        for part in clause.named_children(&mut cursor).collect::<Vec<_>>() {
            let Some(name) = part.child_by_field_name("name").map(|name| self.file.text_of(name)) else { continue };
            let alias = part.child_by_field_name("alias").map(|alias| self.file.text_of(alias));
            match (source, alias) {
                (Some(module), alias) => {
                    let origin = Bound::Origin(format!("{module}#{name}"));
                    self.add(alias.unwrap_or(name), node, origin);
                }
                (None, Some(alias)) => self.add(alias, node, Bound::Shape(name.to_owned())),
                (None, None) => {}
            }
        }
    }

    fn add_all(&mut self, name: &str, target: Node<'_>, value: Option<Node<'_>>) {
        let shapes = value.map(|value| shapes(self.file, value)).unwrap_or_default();
        if shapes.is_empty() {
            self.add(name, target, Bound::Other);
        }
        for shape in shapes {
            self.add(name, target, Bound::Shape(shape));
        }
    }

    fn add(&mut self, name: &str, target: Node<'_>, value: Bound) {
        let own = name.strip_prefix("self.").or_else(|| name.strip_prefix("this.")).or(name.strip_prefix("cls."));
        let class = self.around.iter().rfind(|scope| scope.class).map(|scope| scope.range.clone());
        let scope = match (own, &class) {
            (Some(own), Some(class)) => {
                let member = format!("self.{own}");
                return self.bindings.push(&member, class.clone(), target.start_byte(), value);
            }
            // An attribute of something else is there for whoever has that.
            _ if name.contains('.') => WHOLE,
            _ => self.scope_of(name),
        };
        if class.as_ref() == Some(&scope) {
            self.bindings.push(&format!("self.{name}"), scope.clone(), target.start_byte(), value.clone());
        }
        self.bindings.push(name, scope, target.start_byte(), value);
    }

    /// The function or class whose own name this is.
    fn scope_of(&self, name: &str) -> Range<usize> {
        let innermost = self.around.last().filter(|scope| !scope.globals.contains(&name));
        innermost.map_or(WHOLE, |scope| scope.range.clone())
    }
}

const WHOLE: Range<usize> = 0..usize::MAX;

/// The shapes of the call that a function written among its arguments is handed to.
fn handed_to(file: &SourceFile, function: Node<'_>) -> Vec<String> {
    let arguments = function.parent().filter(|around| matches!(around.kind(), "arguments" | "argument_list"));
    arguments.and_then(|arguments| arguments.parent()).map(|call| shapes(file, call)).unwrap_or_default()
}

/// The first child of a kind.
pub(super) fn child_of_kind<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}
