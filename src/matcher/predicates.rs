//! Our query predicates, evaluated over a match.

use tree_sitter::{Node, QueryMatch};

use super::site::enclosing;
use super::{Parsed, Surroundings};
use crate::lang::{SourceFile, data};
use crate::rules::pattern::compiled;
use crate::rules::query::Predicate;

/// Does the predicate hold for every node of its capture?
pub fn holds(predicate: &Predicate, found: &QueryMatch<'_, '_>, parsed: &Parsed, around: &Surroundings<'_>) -> bool {
    let mut nodes = found.captures().iter().filter(|capture| capture.index == predicate.capture).map(|c| c.node);
    nodes.all(|node| holds_for(predicate, node, parsed, around) != predicate.negated)
}

fn holds_for(predicate: &Predicate, node: Node<'_>, parsed: &Parsed, around: &Surroundings<'_>) -> bool {
    let text = parsed.file.text_of(node);
    let args = predicate.args.iter().map(String::as_str);
    match predicate.name.as_str() {
        "fact-any-of?" => args.flat_map(|fact| around.facts.strings(fact, around.project)).any(|value| value == text),
        "names?" => {
            let origin = parsed.imports.origin(text);
            let last = text.rsplit('.').next().unwrap_or(text).trim();
            args.flat_map(|fact| around.facts.strings(fact, around.project))
                .any(|value| if value.contains('.') { origin.as_deref() == Some(value) } else { value == last })
        }
        "imported-from?" => {
            let mut modules = args;
            modules.any(|module| parsed.imports.is_from(text, module))
        }
        "inside?" => {
            let kinds: Vec<&str> = args.collect();
            ancestors(node).any(|ancestor| kinds.contains(&ancestor.kind()))
        }
        "vocabulary?" => {
            let mut names = args;
            names.any(|name| around.vocabularies.get(name).is_some_and(|words| words.category(text).is_some()))
        }
        "enclosing?" => {
            let function = enclosing(&parsed.file, Some(node)).function.unwrap_or_default();
            let mut patterns = args;
            patterns.any(|pattern| compiled(pattern).is_ok_and(|pattern| pattern.is_match(function)))
        }
        "enclosing-class?" => {
            let heading = class_heading(&parsed.file, node).unwrap_or_default();
            let mut patterns = args;
            patterns.any(|pattern| compiled(pattern).is_ok_and(|pattern| pattern.is_match(heading)))
        }
        "path?" => {
            let mut paths = args;
            paths.any(|path| data::stands_at(&parsed.file, node, path))
        }
        "value?" => {
            let mut args = args;
            let value = args.next().and_then(|path| data::value_text(&parsed.file, node, path));
            value.is_some_and(|value| {
                args.any(|pattern| compiled(pattern).is_ok_and(|pattern| pattern.is_match(&value)))
            })
        }
        _ => false,
    }
}

/// The heading of the nearest class around a node, from its name to where its body begins.
fn class_heading<'f>(file: &'f SourceFile, node: Node<'_>) -> Option<&'f str> {
    let class = ancestors(node).find(|ancestor| matches!(ancestor.kind(), "class_definition" | "class_declaration"))?;
    let (name, body) = (class.child_by_field_name("name")?, class.child_by_field_name("body")?);
    file.text.get(name.start_byte()..body.start_byte())
}

fn ancestors<'t>(node: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    std::iter::successors(node.parent(), Node::parent)
}
