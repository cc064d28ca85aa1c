//! Our query predicates, evaluated over a match.

use std::cell::RefCell;
use std::collections::HashMap;

use tree_sitter::Node;

use super::around::Answers;
use super::origin::{Origins, fits};
use super::site::enclosing;
use super::{Parsed, Surroundings};
use crate::lang::{SourceFile, data};
use crate::pattern::compiled;
use crate::query::{Capture, Found};
use crate::rules::predicates::Kind;
use crate::rules::query::Predicate;

/// What was answered for one file.
#[derive(Default)]
pub struct Known {
    /// By predicate and value.
    values: RefCell<HashMap<(usize, usize), bool>>,
    /// By predicate, of the nodes around others.
    inside: RefCell<HashMap<usize, Answers>>,
}

/// Does the answer depend on facts, or on other files?
pub fn asks_facts(predicate: &Predicate) -> bool {
    matches!(predicate.kind, Kind::FactAnyOf | Kind::Names | Kind::Elsewhere | Kind::BoundTo)
}

/// The value a predicate is about, where it is one around the captured node.
fn about<'t>(predicate: &Predicate, node: Node<'t>, parsed: &'t Parsed) -> Option<Node<'t>> {
    let path = predicate.args.first().filter(|_| matches!(predicate.kind, Kind::Value | Kind::Elsewhere))?;
    data::value_at(&parsed.file, node, path)
}

/// Does the predicate hold for every node of its capture?
pub fn holds(
    predicate: &Predicate,
    found: &Found<'_>,
    parsed: &Parsed,
    around: &Surroundings<'_>,
    origins: &Origins<'_>,
    known: &Known,
) -> bool {
    let mut captures = found.captures().iter().filter(|capture| capture.index == predicate.capture);
    let this = std::ptr::from_ref(predicate) as usize;
    captures.all(|&Capture { node, place, .. }| {
        let answer = match about(predicate, node, parsed) {
            // What is asked of one value for every node below it is answered once.
            Some(value) => *known
                .values
                .borrow_mut()
                .entry((this, value.id()))
                .or_insert_with(|| holds_for_value(predicate, value, parsed, around)),
            None if predicate.kind == Kind::Inside => parsed.file.root().is_some_and(|root| {
                let mut inside = known.inside.borrow_mut();
                parsed.around(root).holds(place, &predicate.kinds, inside.entry(this).or_default())
            }),
            None if predicate.kind == Kind::BoundTo => bound_to(predicate, &origins.of(parsed, node), around),
            None => holds_for(predicate, node, parsed, around),
        };
        answer != predicate.negated
    })
}

fn holds_for(predicate: &Predicate, node: Node<'_>, parsed: &Parsed, around: &Surroundings<'_>) -> bool {
    let text = parsed.file.text_of(node);
    let args = predicate.args.iter().map(String::as_str);
    match predicate.kind {
        Kind::FactAnyOf => args.flat_map(|fact| around.facts.strings(fact, around.project)).any(|value| value == text),
        Kind::Names => {
            let origin = parsed.imports.origin(text);
            let last = text.rsplit('.').next().unwrap_or(text).trim();
            args.flat_map(|fact| around.facts.strings(fact, around.project))
                .any(|value| if value.contains('.') { origin.as_deref() == Some(value) } else { value == last })
        }
        Kind::ImportedFrom => {
            let mut modules = args;
            modules.any(|module| parsed.imports.is_from(text, module))
        }
        Kind::Vocabulary => {
            let mut names = args;
            names.any(|name| around.vocabularies.get(name).is_some_and(|words| words.category(text).is_some()))
        }
        Kind::Enclosing => {
            let function = enclosing(&parsed.file, Some(node)).function.unwrap_or_default();
            let mut patterns = args;
            patterns.any(|pattern| compiled(pattern).is_ok_and(|pattern| pattern.is_match(function)))
        }
        Kind::EnclosingClass => {
            let heading = class_heading(&parsed.file, node).unwrap_or_default();
            let mut patterns = args;
            patterns.any(|pattern| compiled(pattern).is_ok_and(|pattern| pattern.is_match(heading)))
        }
        Kind::Path => {
            let mut paths = args;
            paths.any(|path| data::stands_at(&parsed.file, node, path))
        }
        // Asked of a value around it, of where it comes from, or of all nodes around it.
        Kind::Value | Kind::Elsewhere | Kind::BoundTo | Kind::Inside => false,
    }
}

/// Does one of the origins fit one of the patterns? The name of a fact stands for each of its values.
fn bound_to(predicate: &Predicate, origins: &[String], around: &Surroundings<'_>) -> bool {
    predicate.args.iter().any(|arg| {
        let (name, call) = arg.strip_suffix("()").map_or((arg.as_str(), ""), |name| (name, "()"));
        let mut values = around.facts.strings(name, around.project).into_iter();
        origins.iter().any(|origin| fits(origin, arg))
            || values.any(|value| origins.iter().any(|origin| *origin == format!("{value}{call}")))
    })
}

fn holds_for_value(predicate: &Predicate, value: Node<'_>, parsed: &Parsed, around: &Surroundings<'_>) -> bool {
    let value = data::text_of(&parsed.file, value);
    let mut args = predicate.args.iter().skip(1).map(String::as_str);
    if predicate.kind == Kind::Value {
        return args.any(|pattern| compiled(pattern).is_ok_and(|pattern| pattern.is_match(&value)));
    }
    let others = args.next().map(|fact| around.facts.everywhere(fact)).into_iter().flatten();
    let names = |folder: &str| folder != "." && names_folder(&value, folder);
    let other = others.flat_map(|(_, fact)| fact.value.strings()).any(names);
    let ours: Vec<&str> =
        args.flat_map(|fact| around.facts.everywhere(fact)).flat_map(|(_, fact)| fact.value.strings()).collect();
    let at_the_top = |ours: &str| ours == "." || !ours.contains('/') && ours.contains('.');
    other && !ours.iter().any(|ours| at_the_top(ours) || folders_to(ours).any(names))
}

/// Does a text name a folder, alone or at the start of a path?
fn names_folder(text: &str, folder: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(folder).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + folder.len()..].chars().next();
        !before.is_some_and(|c| part(c) || c == '.') && !after.is_some_and(|c| part(c) || c == '.')
    })
}

/// A path and the folders it lies in, the top one left out where there are others.
fn folders_to(path: &str) -> impl Iterator<Item = &str> {
    let whole = std::iter::once(path);
    whole.chain(path.match_indices('/').map(move |(at, _)| &path[..at]).filter(|folder| folder.contains('/')))
}

/// The heading of the nearest class around a node, from its name to where its body begins.
fn class_heading<'f>(file: &'f SourceFile, node: Node<'_>) -> Option<&'f str> {
    let class =
        file.ancestors(node).find(|ancestor| matches!(ancestor.kind(), "class_definition" | "class_declaration"))?;
    let (name, body) = (class.child_by_field_name("name")?, class.child_by_field_name("body")?);
    file.text.get(name.start_byte()..body.start_byte())
}
