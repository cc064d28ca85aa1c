//! The names of JavaScript and TypeScript.

use tree_sitter::Node;

use super::{Kind, Scopes, TOP, children};

/// Visits one node: what it binds, what it uses, what is below it.
pub(super) fn visit<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    match node.kind() {
        "identifier"
        | "type_identifier"
        | "shorthand_property_identifier"
        | "shorthand_property_identifier_pattern" => scopes.uses(node, scope),
        "variable_declarator" => {
            let var = node.parent().is_some_and(|parent| parent.kind() == "variable_declaration");
            let holder = if var { scopes.nearest(scope, Kind::Function) } else { scope };
            pattern_field(scopes, node, "name", holder, scope);
            scopes.rest(node, &["name"], scope);
        }
        "function_declaration" | "generator_function_declaration" | "function_signature" => {
            // In a block, old code still sees it everywhere in the function.
            let holder = scopes.nearest(scope, Kind::Function);
            scopes.bind_field(node, "name", scope);
            scopes.bind_field(node, "name", holder);
            function(scopes, node, scope);
        }
        "function_expression"
        | "generator_function"
        | "arrow_function"
        | "method_definition"
        | "method_signature"
        | "abstract_method_signature"
        | "call_signature"
        | "construct_signature"
        | "function_type"
        | "constructor_type" => function(scopes, node, scope),
        "class_declaration"
        | "abstract_class_declaration"
        | "class"
        | "interface_declaration"
        | "type_alias_declaration" => {
            let inner = scopes.inside(scope, Kind::Block);
            scopes.bind_field(node, "name", if node.kind() == "class" { inner } else { scope });
            scopes.rest(node, &["name"], inner);
        }
        "enum_declaration" => {
            scopes.bind_field(node, "name", scope);
            let inner = scopes.inside(scope, Kind::Block);
            for member in node.child_by_field_name("body").map(children).unwrap_or_default() {
                let name = member.child_by_field_name("name").unwrap_or(member);
                scopes.bind(name, inner);
                scopes.later_field(member, "value", inner);
            }
        }
        "type_parameter" | "mapped_type_clause" => {
            scopes.bind_field(node, "name", scope);
            scopes.rest(node, &["name"], scope);
        }
        "index_signature" => {
            let inner = scopes.inside(scope, Kind::Block);
            scopes.bind_field(node, "name", inner);
            scopes.rest(node, &["name"], inner);
        }
        "conditional_type" => {
            let inner = scopes.inside(scope, Kind::Conditional);
            scopes.rest(node, &[], inner);
        }
        "infer_type" => {
            let holder = scopes.nearest(scope, Kind::Conditional);
            for (index, child) in children(node).into_iter().enumerate() {
                if index == 0 { scopes.bind(child, holder) } else { scopes.later(child, scope) }
            }
        }
        // The labels of a tuple bind nothing.
        "required_parameter" | "optional_parameter" => scopes.later_field(node, "type", scope),
        "internal_module" | "module" => {
            let mut name = node.child_by_field_name("name");
            while let Some(inner) = name.and_then(|name| name.child_by_field_name("object")) {
                name = Some(inner);
            }
            if let Some(name) = name.filter(|name| name.kind() == "identifier") {
                scopes.bind(name, scope);
            }
            scopes.later_field(node, "body", scope);
        }
        "ambient_declaration" => {
            for child in children(node) {
                // `declare global { … }`
                match child.kind() {
                    "statement_block" => scopes.rest(child, &[], TOP),
                    _ => scopes.later(child, scope),
                }
            }
        }
        "import_statement" => import(scopes, node, scope),
        "import_alias" => {
            for (index, child) in children(node).into_iter().enumerate() {
                if index == 0 { scopes.bind(child, scope) } else { scopes.later(child, scope) }
            }
        }
        "export_statement" if node.child_by_field_name("source").is_some() => {}
        "export_specifier" => scopes.later_field(node, "name", scope),
        "catch_clause" => {
            let inner = scopes.inside(scope, Kind::Block);
            pattern_field(scopes, node, "parameter", inner, inner);
            scopes.rest(node, &["parameter"], inner);
        }
        "for_in_statement" => {
            let inner = scopes.inside(scope, Kind::Block);
            let kind = node.child_by_field_name("kind").map(|kind| scopes.text(kind));
            match kind {
                Some(kind) => {
                    let holder = if kind == "var" { scopes.nearest(scope, Kind::Function) } else { inner };
                    pattern_field(scopes, node, "left", holder, inner);
                }
                None => scopes.later_field(node, "left", inner),
            }
            scopes.rest(node, &["left", "kind"], inner);
        }
        "statement_block" | "switch_body" | "for_statement" | "class_static_block" => {
            let inner = scopes.inside(scope, Kind::Block);
            scopes.rest(node, &[], inner);
        }
        "jsx_opening_element" | "jsx_self_closing_element" => {
            // `<div>` is no name of the file.
            let own = |name: Node<'t>| name.kind() == "identifier" && scopes.text(name).starts_with(char::is_lowercase);
            if node.child_by_field_name("name").is_some_and(own) {
                scopes.rest(node, &["name"], scope);
            } else {
                scopes.rest(node, &[], scope);
            }
        }
        "jsx_closing_element" | "jsx_namespace_name" | "namespace_export" => {}
        "nested_type_identifier" => scopes.later_field(node, "module", scope),
        "with_statement" => {
            scopes.open = true;
            scopes.rest(node, &[], scope);
        }
        _ => scopes.rest(node, &[], scope),
    }
}

fn function<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    let inner = scopes.inside(scope, Kind::Function);
    match node.kind() {
        "function_expression" | "generator_function" => scopes.bind_field(node, "name", inner),
        // A computed name, `[key]()`, is read outside.
        "method_definition" | "method_signature" | "abstract_method_signature" => {
            scopes.later_field(node, "name", scope);
        }
        _ => {}
    }
    scopes.bind_field(node, "parameter", inner);
    for parameter in node.child_by_field_name("parameters").map(children).unwrap_or_default() {
        match parameter.kind() {
            "required_parameter" | "optional_parameter" => {
                pattern_field(scopes, parameter, "pattern", inner, inner);
                pattern_field(scopes, parameter, "name", inner, inner);
                scopes.rest(parameter, &["pattern", "name"], inner);
            }
            _ => pattern(scopes, parameter, inner, inner),
        }
    }
    scopes.rest(node, &["name", "parameter", "parameters"], inner);
}

fn import<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    let mut waiting = vec![node];
    while let Some(part) = waiting.pop() {
        match part.kind() {
            "identifier" => scopes.bind(part, scope),
            "import_specifier" => {
                waiting.extend(part.child_by_field_name("alias").or_else(|| part.child_by_field_name("name")))
            }
            "import_statement" | "import_clause" | "named_imports" | "namespace_import" | "import_require_clause" => {
                waiting.extend(children(part));
            }
            _ => {}
        }
    }
}

fn pattern_field<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, field: &str, holder: usize, scope: usize) {
    if let Some(child) = node.child_by_field_name(field) {
        pattern(scopes, child, holder, scope);
    }
}

/// What a declaration binds in `holder`; defaults and computed keys are used in `scope`.
fn pattern<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, holder: usize, scope: usize) {
    let mut waiting = vec![node];
    while let Some(part) = waiting.pop() {
        match part.kind() {
            "identifier" | "shorthand_property_identifier_pattern" => scopes.bind(part, holder),
            "object_pattern" | "array_pattern" | "rest_pattern" => waiting.extend(children(part)),
            "pair_pattern" => {
                scopes.later_field(part, "key", scope);
                waiting.extend(part.child_by_field_name("value"));
            }
            "assignment_pattern" | "object_assignment_pattern" => {
                waiting.extend(part.child_by_field_name("left"));
                scopes.later_field(part, "right", scope);
            }
            _ => scopes.later(part, scope),
        }
    }
}
