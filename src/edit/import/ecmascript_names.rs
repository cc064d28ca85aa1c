//! What ECMAScript imports and `require` declarations bind, and which names are taken.

use tree_sitter::Node;

use crate::edit::EditError;
use crate::edit::syntax::{children, is_function, parts, string_content, walk};
use crate::lang::SourceFile;

/// A name that an import binds.
pub(super) struct Binding {
    /// The name in the module; `default` for the default export, `None` for the whole module.
    pub name: Option<String>,
    pub local: String,
    pub type_only: bool,
}

/// One import of one module.
pub(super) struct Import<'t> {
    /// The statement.
    pub node: Node<'t>,
    pub module: String,
    pub bindings: Vec<Binding>,
    pub type_only: bool,
    pub commonjs: bool,
    /// The braces with the names.
    pub names: Option<Node<'t>>,
}

impl Import<'_> {
    /// Does `wanted` (a name, `default`, or `None` for the module) come from this import?
    pub fn local_of(&self, wanted: Option<&str>) -> Option<&Binding> {
        // `require` hands out one object, which is the module and its default alike.
        let whole = self.commonjs && matches!(wanted, None | Some("default"));
        self.bindings.iter().find(|there| there.name.as_deref() == wanted || (whole && there.name.is_none()))
    }
}

/// Every name the file imports but for types alone, with what it calls it; no name for whole modules.
pub(super) fn named(file: &SourceFile) -> Vec<(Option<String>, String)> {
    let values = imports(file).into_iter().filter(|import| !import.type_only);
    values.flat_map(|import| import.bindings).map(|there| (there.name, there.local)).collect()
}

/// Does the file use CommonJS? Its extension and content decide, the hint only where they do not.
pub(super) fn is_commonjs(file: &SourceFile, hint: Option<bool>) -> bool {
    match file.path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("cjs" | "cts") => return true,
        Some("mjs" | "mts") => return false,
        _ => {}
    }
    let statements = file.root().map(parts).unwrap_or_default();
    if statements.iter().any(|node| matches!(node.kind(), "import_statement" | "export_statement")) {
        return false;
    }
    if imports(file).iter().any(|import| import.commonjs) || statements.iter().any(|node| exports(file, *node)) {
        return true;
    }
    hint.unwrap_or(false)
}

/// Does something in a statement write to `module.exports` or a key of `exports`?
fn exports(file: &SourceFile, statement: Node<'_>) -> bool {
    let mut found = false;
    walk(statement, |node| {
        let target = node.child_by_field_name("left").filter(|_| node.kind() == "assignment_expression");
        let target = target.map_or("", |target| file.text_of(target));
        found |= target == "module.exports" || target.starts_with("module.exports.") || target.starts_with("exports.");
        !found
    });
    found
}

/// All imports at module level, in order.
pub(super) fn imports(file: &SourceFile) -> Vec<Import<'_>> {
    file.root().map(parts).unwrap_or_default().into_iter().flat_map(|node| read(file, node)).collect()
}

/// The imports a statement makes: one for `import`, one per declarator for `require`.
pub(super) fn read<'t>(file: &SourceFile, node: Node<'t>) -> Vec<Import<'t>> {
    match node.kind() {
        "import_statement" => read_esm(file, node).into_iter().collect(),
        "lexical_declaration" | "variable_declaration" => {
            parts(node).into_iter().filter_map(|declarator| read_require(file, node, declarator)).collect()
        }
        "expression_statement" => {
            let Some(mut inner) = node.named_child(0) else { return Vec::new() };
            // `require("m")`, `require("m").config()`.
            while let Some(next) = inner.child_by_field_name("function").or_else(|| inner.child_by_field_name("object"))
            {
                if let Some(module) = required(file, inner) {
                    let (bindings, names) = (Vec::new(), None);
                    return vec![Import { node, module, bindings, type_only: false, commonjs: true, names }];
                }
                inner = next;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn read_esm<'t>(file: &SourceFile, node: Node<'t>) -> Option<Import<'t>> {
    let clauses = children(node);
    let require = clauses.iter().find(|child| child.kind() == "import_require_clause");
    let source = node.child_by_field_name("source").or_else(|| require?.child_by_field_name("source"))?;
    let module = string_content(file.text_of(source))?.to_owned();
    let type_only = clauses.iter().any(|child| child.kind() == "type");
    let mut import = Import { node, module, bindings: Vec::new(), type_only, commonjs: false, names: None };
    let whole = |local: Node<'_>, name: Option<&str>| Binding {
        name: name.map(str::to_owned),
        local: file.text_of(local).to_owned(),
        type_only,
    };
    if let Some(local) = require.and_then(|clause| clause.named_child(0)) {
        import.bindings.push(whole(local, None));
    }
    for part in
        clauses.iter().find(|child| child.kind() == "import_clause").map(|clause| parts(*clause)).into_iter().flatten()
    {
        match part.kind() {
            "identifier" => import.bindings.push(whole(part, Some("default"))),
            "namespace_import" => import.bindings.extend(part.named_child(0).map(|local| whole(local, None))),
            "named_imports" => {
                import.names = Some(part);
                for specifier in parts(part) {
                    let Some(name) = specifier.child_by_field_name("name") else { continue };
                    let local = specifier.child_by_field_name("alias").unwrap_or(name);
                    let typed = children(specifier).iter().any(|child| child.kind() == "type");
                    import
                        .bindings
                        .push(Binding { type_only: type_only || typed, ..whole(local, Some(file.text_of(name))) });
                }
            }
            _ => {}
        }
    }
    Some(import)
}

fn read_require<'t>(file: &SourceFile, node: Node<'t>, declarator: Node<'t>) -> Option<Import<'t>> {
    let (target, value) = (declarator.child_by_field_name("name")?, declarator.child_by_field_name("value")?);
    let member = value.child_by_field_name("property").filter(|_| value.kind() == "member_expression");
    let call = if member.is_some() { value.child_by_field_name("object")? } else { value };
    let mut import =
        Import { node, module: String::new(), bindings: Vec::new(), type_only: false, commonjs: true, names: None };
    import.module = match required(file, call) {
        Some(module) => module,
        // `const plugin = require("m")({ … })` binds nothing of the module, and stands among imports.
        None => return Some(Import { module: required(file, call.child_by_field_name("function")?)?, ..import }),
    };
    let mut bind = |name: Option<&str>, local: &str| {
        import.bindings.push(Binding { name: name.map(str::to_owned), local: local.to_owned(), type_only: false });
    };
    match target.kind() {
        "identifier" => bind(member.map(|member| file.text_of(member)), file.text_of(target)),
        "object_pattern" if member.is_none() => {
            for part in parts(target) {
                match (part.kind(), part.child_by_field_name("key"), part.child_by_field_name("value")) {
                    ("shorthand_property_identifier_pattern", ..) => bind(Some(file.text_of(part)), file.text_of(part)),
                    (_, Some(key), Some(value)) => bind(Some(file.text_of(key)), file.text_of(value)),
                    _ => {}
                }
            }
            import.names = Some(target);
        }
        _ => return None,
    }
    Some(import)
}

/// The module of a `require("…")` call.
fn required(file: &SourceFile, call: Node<'_>) -> Option<String> {
    let function = call.child_by_field_name("function").filter(|_| call.kind() == "call_expression")?;
    if file.text_of(function) != "require" {
        return None;
    }
    let argument = call.child_by_field_name("arguments")?.named_child(0).filter(|node| node.kind() == "string")?;
    string_content(file.text_of(argument)).map(str::to_owned)
}

/// A conflict where `local` is already declared at module level or in the functions around `before`.
pub(super) fn refuse_taken(file: &SourceFile, before: Option<usize>, local: &str) -> Result<(), EditError> {
    let Some(root) = file.root() else { return Ok(()) };
    let mut taken = imports(file)
        .iter()
        .find(|import| import.bindings.iter().any(|there| there.local == local))
        .map(|import| import.node.start_byte());
    let mut bind = |node: Option<Node<'_>>| {
        let Some(node) = node else { return };
        walk(node, |part| {
            let name =
                matches!(part.kind(), "identifier" | "type_identifier" | "shorthand_property_identifier_pattern");
            if name && file.text_of(part) == local {
                taken.get_or_insert(part.start_byte());
            }
            !matches!(part.kind(), "type_annotation" | "assignment_pattern")
        });
    };
    walk(root, |node| {
        match node.kind() {
            "variable_declarator" => bind(node.child_by_field_name("name")),
            "function_declaration" | "generator_function_declaration" | "class_declaration" => {
                bind(node.child_by_field_name("name"));
            }
            _ => {}
        }
        if is_function(node) {
            let inside = before.is_some_and(|at| node.byte_range().contains(&at));
            if inside {
                bind(node.child_by_field_name("parameters").or_else(|| node.child_by_field_name("parameter")));
            }
            return inside;
        }
        node.kind() != "class_body" || before.is_some_and(|at| node.byte_range().contains(&at))
    });
    match taken {
        None => Ok(()),
        Some(at) => {
            Err(EditError::Conflict(format!("`{local}` already means something else (line {})", file.line_of(at))))
        }
    }
}
