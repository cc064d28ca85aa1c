//! What a file must hold before a pattern can match in it, worked out from the pattern's own predicates.

use std::collections::HashSet;

use regex_syntax::hir::literal::{ExtractKind, Extractor};

use super::read::{Arg, Call, Item, Times, What, Written};

/// Shorter texts stand in every file.
const SHORTEST: usize = 3;

/// More alternatives than this say nothing.
const MOST: usize = 256;

/// Groups of texts: of each group, at least one text must occur in a file in which the pattern matches.
pub fn required(written: &Written) -> Vec<Vec<String>> {
    let mut sure = HashSet::new();
    certain(&written.item, &mut sure);
    let groups = written.predicates.iter().filter_map(|call| {
        let Some(Arg::Capture(capture)) = call.args.first() else { return None };
        let texts = texts_of(call).filter(|_| sure.contains(capture.as_str()))?;
        let telling = !texts.is_empty() && texts.len() <= MOST && texts.iter().all(|text| text.len() >= SHORTEST);
        telling.then_some(texts)
    });
    groups.collect()
}

/// Names of captures that every match has.
fn certain<'i>(item: &'i Item, sure: &mut HashSet<&'i str>) {
    if matches!(item.times, Times::Optional | Times::Any) {
        return;
    }
    sure.extend(item.captures.iter().map(String::as_str));
    match &item.what {
        What::Node(node) => node.children.iter().for_each(|child| certain(child, sure)),
        What::Group(items) => items.iter().for_each(|item| certain(item, sure)),
        // Which branch matched is not known.
        What::Either(_) | What::Anything | What::Token(_) => {}
    }
}

fn texts_of(call: &Call) -> Option<Vec<String>> {
    let texts = call.args[1..].iter().map(|arg| match arg {
        Arg::Text(text) => Some(text.clone()),
        Arg::Capture(_) => None,
    });
    let texts: Vec<String> = texts.collect::<Option<_>>()?;
    match call.name.as_str() {
        "eq?" | "any-of?" => Some(texts),
        "match?" => pieces(texts.first()?),
        // The name of a function or the heading of a class around the capture is written in the same file.
        "enclosing?" | "enclosing-class?" => {
            let all: Option<Vec<Vec<String>>> = texts.iter().map(|pattern| pieces(pattern)).collect();
            all.map(|all| all.concat())
        }
        // The module is written out where a name is imported from it; a dot is where its parts meet.
        "imported-from?" => Some(texts.iter().map(|module| longest_part(module)).collect()),
        _ => None,
    }
}

fn longest_part(module: &str) -> String {
    let module = module.split('#').next().unwrap_or_default();
    module.split('.').max_by_key(|part| part.len()).unwrap_or_default().to_owned()
}

/// Texts of which one occurs in everything a regular expression matches.
fn pieces(pattern: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::ParserBuilder::new().utf8(false).build().parse(pattern).ok()?;
    let pieces = |kind: ExtractKind, longest: usize| {
        let found = Extractor::new().kind(kind).limit_literal_len(longest).extract(&hir);
        let texts = found.literals()?.iter().map(|text| String::from_utf8(text.as_bytes().to_vec()).ok());
        let mut texts: Vec<String> = texts.collect::<Option<_>>()?;
        texts.sort();
        texts.dedup();
        (texts.len() <= MOST && texts.iter().all(|text| text.len() >= SHORTEST)).then_some(texts)
    };
    // Where case does not matter, long pieces are too many, and short ones say enough.
    let both = |longest| pieces(ExtractKind::Prefix, longest).or_else(|| pieces(ExtractKind::Suffix, longest));
    both(100).or_else(|| both(5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::read::read;

    fn of(source: &str) -> Vec<Vec<String>> {
        required(&read(source).expect("a query").patterns[0])
    }

    #[test]
    fn a_file_must_hold_what_the_predicates_of_a_pattern_ask_for() {
        let cases: [(&str, &[&[&str]]); 11] = [
            ("((a) @a (#match? @a \"(?i)^\\\\w*db$|^\\\\w*sql$\"))", &[]),
            ("((a) @a (#enclosing? @a \"^make_\" \"_app$\"))", &[&["make_", "_app"]]),
            ("((a) @a (#eq? @a \"route\"))", &[&["route"]]),
            ("((a) @a (b (c) @c) (#eq? @a \"route\") (#any-of? @c \"post\" \"put\"))", &[&["route"], &["post", "put"]]),
            ("((a) @a (#match? @a \"^(next|back)-\"))", &[&["back-", "next-"]]),
            ("((a) @a (#match? @a \"(^|\\\\.)wrap$\"))", &[&[".wrap", "wrap"]]),
            ("((a) @a (#match? @a \"^[a-z]+Field$\"))", &[&["Field"]]),
            ("((a) @a (#match? @a \"^x?$\"))", &[]),
            ("((a) @a (#not-eq? @a \"route\"))", &[]),
            ("((a)? @a (b [(c) @c (d)]) (#eq? @a \"route\") (#eq? @c \"other\"))", &[]),
            ("((a) @a (#imported-from? @a \"jose.jwt\" \"next/headers#cookies\"))", &[&["jose", "next/headers"]]),
        ];
        for (source, wanted) in cases {
            assert_eq!(of(source), wanted, "{source}");
        }
    }
}
