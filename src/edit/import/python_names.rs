//! What Python import statements bind, which of it code at a place sees, and which names are taken.

use tree_sitter::Node;

use crate::edit::EditError;
use crate::edit::syntax::{is_block, parts, path_to, walk};
use crate::lang::SourceFile;

/// A name that an import statement binds.
pub(super) struct Binding {
    pub module: String,
    /// `None`: the module itself.
    pub name: Option<String>,
    pub local: String,
}

/// One import statement.
pub(super) struct Import<'t> {
    pub node: Node<'t>,
    pub from: bool,
    pub bindings: Vec<Binding>,
    pub wildcard: bool,
}

impl Import<'_> {
    /// The module, or the first of several.
    pub fn module(&self) -> &str {
        self.bindings.first().map_or("", |binding| &binding.module)
    }
}

/// Every name the file imports, with what it calls it; no name for whole modules.
pub(super) fn named(file: &SourceFile) -> Vec<(Option<String>, String)> {
    visible_bindings(file, None).into_iter().map(|there| (there.name, there.local)).collect()
}

/// `.setup` and `pkg.setup` may be two names of one module.
pub(super) fn same_module(a: &str, b: &str) -> bool {
    let tail = |relative: &str, absolute: &str| {
        let tail = relative.trim_start_matches('.');
        !tail.is_empty()
            && tail.len() < relative.len()
            && !absolute.starts_with('.')
            && absolute.strip_suffix(tail).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    a == b || tail(a, b) || tail(b, a)
}

pub(super) fn top_of(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

/// Reads an import statement.
pub(super) fn read<'t>(file: &SourceFile, node: Node<'t>) -> Option<Import<'t>> {
    let from = match node.kind() {
        "import_statement" => false,
        "import_from_statement" | "future_import_statement" => true,
        _ => return None,
    };
    let module = match node.child_by_field_name("module_name") {
        Some(module) => file.text_of(module).split_whitespace().collect::<String>(),
        None => "__future__".to_owned(),
    };
    let mut cursor = node.walk();
    let mut bindings = Vec::new();
    for name in node.children_by_field_name("name", &mut cursor) {
        let imported = file.text_of(name.child_by_field_name("name").unwrap_or(name)).to_owned();
        let alias = name.child_by_field_name("alias").map(|alias| file.text_of(alias).to_owned());
        if from {
            let local = alias.unwrap_or_else(|| imported.clone());
            bindings.push(Binding { module: module.clone(), name: Some(imported), local });
        } else {
            bindings.push(Binding { local: alias.unwrap_or_else(|| imported.clone()), module: imported, name: None });
        }
    }
    let wildcard = parts(node).iter().any(|part| part.kind() == "wildcard_import");
    if wildcard {
        bindings.push(Binding { module, name: Some("*".to_owned()), local: "*".to_owned() });
    }
    Some(Import { node, from, bindings, wildcard })
}

/// Everything imports bind that code at `before` sees: at module level (later lines too when the code
/// runs inside a function, that is, later), in `try` blocks, and in the blocks around `before`.
pub(super) fn visible_bindings(file: &SourceFile, before: Option<usize>) -> Vec<Binding> {
    let Some(root) = file.root() else { return Vec::new() };
    let path = before.and_then(|at| path_to(file, &(at..at)).ok()).unwrap_or_else(|| vec![root]);
    let deferred = path.iter().any(|node| node.kind() == "function_definition");
    let mut found = Vec::new();
    for block in path.iter().filter(|node| is_block(**node)) {
        for statement in parts(*block) {
            let in_time = before.is_none_or(|at| statement.start_byte() < at);
            if !(in_time || deferred && block.kind() == "module") {
                break;
            }
            let nested = statement.child_by_field_name("body").filter(|_| statement.kind() == "try_statement");
            for statement in nested.map_or_else(|| vec![statement], parts) {
                if let Some(import) = read(file, statement) {
                    for binding in import.bindings {
                        let top = top_of(&binding.module);
                        if binding.name.is_none() && binding.local == binding.module && top != binding.module {
                            let top = top.to_owned();
                            found.push(Binding { module: top.clone(), name: None, local: top });
                        }
                        found.push(binding);
                    }
                }
            }
        }
    }
    found
}

/// A conflict where `local` already means something else at module level or around `before`.
pub(super) fn refuse_taken(
    file: &SourceFile,
    before: Option<usize>,
    local: &str,
    module: &str,
    name: Option<&str>,
) -> Result<(), EditError> {
    let Some(root) = file.root() else { return Ok(()) };
    let mut taken: Option<usize> = None;
    walk(root, |node| {
        if let Some(import) = read(file, node) {
            let other = import.bindings.iter().any(|there| {
                let plain = there.name.is_none() && there.local == there.module;
                let bound = if plain { top_of(&there.local) } else { &there.local };
                let same = match (plain, name) {
                    (true, None) => top_of(&there.module) == module || there.module == module,
                    _ => same_module(&there.module, module) && there.name.as_deref() == name,
                };
                bound == local && !same
            });
            if other {
                taken.get_or_insert(node.start_byte());
            }
            return false;
        }
        let mut bind = |node| bind_name(&mut taken, file, local, node);
        match node.kind() {
            "function_definition" | "class_definition" => {
                bind(node.child_by_field_name("name"));
                return node.kind() == "function_definition"
                    && before.is_some_and(|at| node.byte_range().contains(&at));
            }
            "lambda" => return false,
            "assignment" | "for_statement" => bind(node.child_by_field_name("left")),
            "named_expression" => bind(node.child_by_field_name("name")),
            "as_pattern_target" => bind(Some(node)),
            "parameters" => {
                for parameter in parts(node) {
                    bind(parameter.child_by_field_name("name").or_else(|| match parameter.kind() {
                        "typed_parameter" => parameter.named_child(0),
                        _ => Some(parameter),
                    }));
                }
                return false;
            }
            _ => {}
        }
        true
    });
    match taken {
        None => Ok(()),
        Some(at) => {
            Err(EditError::Conflict(format!("`{local}` already means something else (line {})", file.line_of(at))))
        }
    }
}

/// Notes where a target of an assignment binds `local`.
fn bind_name(taken: &mut Option<usize>, file: &SourceFile, local: &str, target: Option<Node<'_>>) {
    let Some(target) = target else { return };
    walk(target, |part| {
        if part.kind() == "identifier" && file.text_of(part) == local {
            taken.get_or_insert(part.start_byte());
        }
        matches!(part.kind(), "pattern_list" | "tuple_pattern" | "list_pattern" | "as_pattern_target")
            || part.kind().contains("splat_pattern")
    });
}
