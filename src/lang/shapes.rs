//! Expressions and types as shapes: the names they go through, with `()` for a call and nothing of the arguments.

use tree_sitter::Node;

use super::SourceFile;

/// The shapes an expression may have: one for `make(x).y`, two for `a if x else b`, none for `a + b`.
pub fn shapes(file: &SourceFile, node: Node<'_>) -> Vec<String> {
    let field = |name: &str| node.child_by_field_name(name);
    let inner = |node| shapes_in(file, &[node]);
    let both = |a, b| shapes_in(file, &[a, b]);
    match node.kind() {
        "identifier" | "type_identifier" | "property_identifier" | "private_property_identifier" | "this" => {
            vec![file.text_of(node).to_owned()]
        }
        "attribute" | "member_expression" | "nested_identifier" | "nested_type_identifier" => {
            let member = ["attribute", "property", "name"].iter().find_map(|name| field(name));
            let Some(member) = member else { return Vec::new() };
            let of = inner(field("object").or_else(|| field("module")));
            of.into_iter().map(|object| format!("{object}.{}", file.text_of(member))).collect()
        }
        "call" | "call_expression" | "new_expression" => {
            if let Some(module) = required(file, node) {
                return vec![format!("\"{module}\"")];
            }
            let called = inner(field("function").or_else(|| field("constructor")));
            called.into_iter().map(|called| format!("{called}()")).collect()
        }
        "conditional_expression" => both(node.named_child(0), node.named_child(2)),
        "ternary_expression" => both(field("consequence"), field("alternative")),
        "boolean_operator" | "binary_expression" => match field("operator").map(|operator| operator.kind()) {
            Some("or" | "||" | "??") => both(field("left"), field("right")),
            _ => Vec::new(),
        },
        "parenthesized_expression"
        | "await"
        | "await_expression"
        | "as_expression"
        | "satisfies_expression"
        | "non_null_expression" => inner(node.named_child(0)),
        _ => Vec::new(),
    }
}

/// The module of `require("acme")` and `import("acme")`, which stands in a shape as it is: `"acme".make()`.
fn required<'f>(file: &'f SourceFile, node: Node<'_>) -> Option<&'f str> {
    let called = file.text_of(node.child_by_field_name("function")?);
    let module = node.child_by_field_name("arguments")?.named_child(0)?;
    let found = matches!(called, "require" | "import") && module.kind() == "string";
    found.then(|| file.text_of(module).trim_matches(['"', '\'']))
}

fn shapes_in(file: &SourceFile, nodes: &[Option<Node<'_>>]) -> Vec<String> {
    nodes.iter().flatten().flat_map(|node| shapes(file, *node)).collect()
}

/// The types a declaration allows: `Auth`, `"Auth"`, `Auth | None`, `Optional[Auth]`.
pub(super) fn types(file: &SourceFile, node: Option<Node<'_>>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    match node.kind() {
        "type" | "type_annotation" | "union_type" | "binary_operator" | "generic_type" | "subscript"
        | "type_parameter" | "parenthesized_type" => {
            let mut cursor = node.walk();
            node.named_children(&mut cursor).flat_map(|part| types(file, Some(part))).collect()
        }
        "string" => vec![file.text_of(node).trim_matches(['"', '\'']).to_owned()],
        _ => shapes(file, node),
    }
}
