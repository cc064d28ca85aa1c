//! The names of Python.

use tree_sitter::Node;

use super::{Kind, Scopes, TOP, children};

/// Visits one node: what it binds, what it uses, what is below it.
pub(super) fn visit<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    match node.kind() {
        "identifier" => scopes.uses(node, scope),
        "function_definition" | "lambda" => function(scopes, node, scope),
        "class_definition" => {
            scopes.bind_field(node, "name", scope);
            let head = scopes.inside(scope, Kind::Block);
            type_parameters(scopes, node, head);
            let body = scopes.inside(head, Kind::Class);
            scopes.later_field(node, "superclasses", head);
            scopes.later_field(node, "body", body);
        }
        "import_statement" | "future_import_statement" | "import_from_statement" => import(scopes, node, scope),
        "assignment" | "augmented_assignment" | "for_statement" | "for_in_clause" => {
            if let Some(left) = node.child_by_field_name("left") {
                target(scopes, left, scope, scope);
            }
            scopes.rest(node, &["left"], scope);
        }
        "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => {
            let inner = scopes.inside(scope, Kind::Block);
            scopes.rest(node, &[], inner);
        }
        "named_expression" => {
            let mut holder = scope;
            while let (Kind::Block, Some(parent)) = (scopes.scopes[holder].kind, scopes.scopes[holder].parent) {
                holder = parent;
            }
            scopes.bind_field(node, "name", holder);
            scopes.later_field(node, "value", scope);
        }
        "as_pattern" | "except_clause" => {
            if let Some(alias) = node.child_by_field_name("alias") {
                target(scopes, alias, scope, scope);
            }
            let is_case = node.named_child(0).is_some_and(|first| first.kind() == "case_pattern");
            for child in children(node).into_iter().filter(|child| is_case && child.kind() == "identifier") {
                scopes.bind(child, scope);
            }
            scopes.rest(node, &["alias"], scope);
        }
        // Only patterns of `case` come here with a dotted name: a single word captures.
        "dotted_name" => match (children(node).as_slice(), node.parent().map(|parent| parent.kind())) {
            ([first, ..], Some("class_pattern")) | ([first, _, ..], _) => scopes.uses(*first, scope),
            ([name], _) => scopes.bind(*name, scope),
            ([], _) => {}
        },
        "splat_pattern" => children(node).into_iter().for_each(|name| scopes.bind(name, scope)),
        "keyword_pattern" => children(node).into_iter().skip(1).for_each(|value| scopes.later(value, scope)),
        "global_statement" => children(node).into_iter().for_each(|name| scopes.bind(name, TOP)),
        "nonlocal_statement" => {}
        "keyword_argument" => scopes.later_field(node, "value", scope),
        "attribute" => scopes.later_field(node, "object", scope),
        "member_type" => children(node).into_iter().take(1).for_each(|left| scopes.later(left, scope)),
        "type_alias_statement" => alias(scopes, node, scope),
        "type" => match children(node).as_slice() {
            // In brackets it may be a `Literal`.
            [text] if text.kind() == "string" => {
                if node.parent().is_none_or(|parent| parent.kind() != "type_parameter") {
                    written_type(scopes, *text, scope);
                }
            }
            _ => scopes.rest(node, &[], scope),
        },
        _ => scopes.rest(node, &[], scope),
    }
}

fn function<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    scopes.bind_field(node, "name", scope);
    // Annotations and defaults are read where the function stands, type parameters beside them.
    let head = scopes.inside(scope, Kind::Block);
    type_parameters(scopes, node, head);
    let inner = scopes.inside(head, Kind::Function);
    for parameter in node.child_by_field_name("parameters").map(children).unwrap_or_default() {
        let name = match parameter.kind() {
            "identifier" | "list_splat_pattern" | "dictionary_splat_pattern" | "tuple_pattern" => Some(parameter),
            "typed_parameter" => parameter.named_child(0),
            _ => parameter.child_by_field_name("name"),
        };
        if let Some(name) = name {
            target(scopes, name, inner, head);
        }
        scopes.later_field(parameter, "type", head);
        scopes.later_field(parameter, "value", head);
    }
    scopes.later_field(node, "return_type", head);
    scopes.later_field(node, "body", inner);
}

/// `[T, *Ts, K: Bound]`: the first word of each is bound, the rest is used.
fn type_parameters<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, head: usize) {
    let parameters = node.child_by_field_name("type_parameters").map(children).unwrap_or_default();
    for mut parameter in parameters {
        while let Some(first) = parameter.named_child(0) {
            children(parameter).into_iter().skip(1).for_each(|bound| scopes.later(bound, head));
            parameter = first;
        }
        scopes.bind(parameter, head);
    }
}

/// `type Name[T] = …`.
fn alias<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    let head = scopes.inside(scope, Kind::Block);
    let Some(mut name) = node.child_by_field_name("left") else { return };
    let mut waiting = vec![name];
    while let Some(first) = name.named_child(0) {
        name = first;
    }
    scopes.bind(name, scope);
    while let Some(part) = waiting.pop() {
        if part.kind() == "identifier" {
            scopes.bind(part, head);
        }
        waiting.extend(children(part));
    }
    scopes.later_field(node, "right", head);
}

fn import<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    let mut cursor = node.walk();
    for name in node.children_by_field_name("name", &mut cursor) {
        let local = name.child_by_field_name("alias").or_else(|| name.named_child(0));
        if let Some(local) = local {
            scopes.bind(local, scope);
        }
    }
    scopes.open |= children(node).iter().any(|child| child.kind() == "wildcard_import");
}

/// What is assigned to: names are bound in `holder`; attributes and items are used.
fn target<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, holder: usize, scope: usize) {
    let mut waiting = vec![node];
    while let Some(part) = waiting.pop() {
        match part.kind() {
            "identifier" => scopes.bind(part, holder),
            "pattern_list"
            | "tuple_pattern"
            | "list_pattern"
            | "list_splat_pattern"
            | "dictionary_splat_pattern"
            | "as_pattern_target"
            | "tuple"
            | "list"
            | "list_splat"
            | "expression_list"
            | "parenthesized_expression" => waiting.extend(children(part)),
            _ => scopes.later(part, scope),
        }
    }
}

/// An annotation in quotes: the words of it that stand at the head of a dotted name.
fn written_type<'t>(scopes: &mut Scopes<'t>, node: Node<'t>, scope: usize) {
    let Some(content) = children(node).into_iter().find(|child| child.kind() == "string_content") else { return };
    let (text, start) = (scopes.text(content), content.start_byte());
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | ',' | ' ' | '|');
    if !text.chars().all(plain) {
        return;
    }
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let dotted = text[..at].ends_with('.');
        if word.starts_with(|c: char| c.is_alphabetic() || c == '_') && !dotted && word != "None" {
            scopes.used.push((scope, word, start + at));
        }
        at += word.len() + 1;
    }
}
