//! A query for several grammars: an alternative that one of them has no kind or field for does not count there.

use super::read::{self, Item, Kind, What};
use super::steps::Names;

/// A query file as it is for a grammar: what does not count there is blank, and all else where it was.
pub fn fitting(source: &str, grammar: &tree_sitter::Language) -> String {
    let mut text = source.as_bytes().to_vec();
    let names = Names::of(grammar);
    let read = read::read(source).unwrap_or_default();
    let items = read.patterns.iter().flat_map(|written| written.item.all());
    for item in items.flat_map(|item| lost(item, &names)) {
        let start = item.field.as_ref().map_or(item.at, |(_, at)| *at);
        text[start..item.end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }
    String::from_utf8(text).unwrap_or_else(|_| source.to_owned())
}

/// Takes the alternatives out of a part of a pattern that do not count for a grammar.
pub fn keep(item: &mut Item, names: &Names<'_>) {
    if let What::Either(items) = &mut item.what
        && items.iter().any(|item| fits(item, names))
    {
        items.retain(|item| fits(item, names));
    }
    match &mut item.what {
        What::Node(node) => node.children.iter_mut().for_each(|child| keep(child, names)),
        What::Group(items) | What::Either(items) => items.iter_mut().for_each(|item| keep(item, names)),
        What::Anything | What::Token(_) => {}
    }
}

/// The alternatives of an alternation that do not count for a grammar. Where none does, the pattern is not for it.
fn lost<'i>(item: &'i Item, names: &Names<'_>) -> Vec<&'i Item> {
    let What::Either(items) = &item.what else { return Vec::new() };
    let lost: Vec<&Item> = items.iter().filter(|item| !fits(item, names)).collect();
    if lost.len() == items.len() { Vec::new() } else { lost }
}

/// Does a grammar have what a part of a pattern names?
fn fits(item: &Item, names: &Names<'_>) -> bool {
    let field = item.field.as_ref().is_none_or(|(name, at)| names.field(name, *at).is_ok());
    field
        && match &item.what {
            What::Anything => true,
            What::Token(text) => names.kind(text, false, item.at).is_ok(),
            What::Group(items) => items.iter().all(|item| fits(item, names)),
            What::Either(items) => items.iter().any(|item| fits(item, names)),
            What::Node(node) => {
                has(&node.kind, names)
                    && node.subtype.as_ref().is_none_or(|kind| has(kind, names))
                    && node.without.iter().all(|(name, at)| names.field(name, *at).is_ok())
                    && node.children.iter().all(|child| fits(child, names))
            }
        }
}

fn has(kind: &Kind, names: &Names<'_>) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Named(name) => names.kind(name, true, 0).is_ok(),
        Kind::Token(text) => names.kind(text, false, 0).is_ok(),
        Kind::Missing(kind) => has(kind, names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
    use crate::query::Query;

    const BOTH: &str = "(formal_parameters . [\n  (object_pattern) @a\n  (required_parameter pattern: (_)) @b\n])";

    #[test]
    fn an_alternative_of_another_dialect_is_blank() {
        let of = |language: Language| fitting(BOTH, &language.grammar().expect("a grammar"));
        assert_eq!(of(Language::TypeScript), BOTH);
        let blank = BOTH.replace("(required_parameter pattern: (_)) @b", &" ".repeat(36));
        assert_eq!(of(Language::JavaScript), blank);
        let only = "(formal_parameters [(required_parameter) (optional_parameter)])";
        assert_eq!(fitting(only, &Language::JavaScript.grammar().expect("a grammar")), only);
    }

    #[test]
    fn it_is_left_out_only_where_several_dialects_are_meant() {
        let grammar = Language::JavaScript.grammar().expect("a grammar");
        assert_eq!(Query::new(BOTH, &grammar, true).expect("one is left").names, ["a"]);
        assert!(Query::new(BOTH, &grammar, false).is_err());
    }
}
