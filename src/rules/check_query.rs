//! Is a query file sound, as far as that can be told without compiling it? tree-sitter hands predicates it
//! does not know to the caller and says nothing of their arguments, so both are checked here.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use super::check::RuleCheck;
use super::diagnostics::{Diagnostic, nearest};
use super::predicates::{Args, Kind};
use super::query::{Written, predicate_names, unknown_predicates, written};
use crate::query::read::{self, Item, What};

/// The problems of one query file of a rule.
pub(super) fn check<V>(rule: &RuleCheck<'_, V>, name: &str, source: &str) -> Vec<Diagnostic> {
    let file = file_of(&rule.rule.id, name);
    let problem = |code: &'static str, message: String, span: Range<usize>, label: &str, hint: Option<String>| {
        Diagnostic { code, message, file: file.clone(), source: source.to_owned(), span, label: label.to_owned(), hint }
    };
    let mut problems = Vec::new();
    let names = predicate_names();
    for (predicate, span) in unknown_predicates(source) {
        let hint = nearest(&predicate, names.iter().map(String::as_str)).map(|near| format!("did you mean `#{near}`?"));
        let label = "nobody evaluates this, so it would match everything";
        problems.push(problem("R013", format!("unknown predicate `#{predicate}`"), span, label, hint));
    }
    for predicate in written(source) {
        if let Some(hint) = misused(&predicate) {
            let message = format!("`#{}` does not take these arguments", predicate.name);
            problems.push(problem("R017", message, predicate.span.clone(), "never evaluated like this", Some(hint)));
            continue;
        }
        let Some((kind, _)) = Kind::named(predicate.name) else { continue };
        let path = matches!(kind.args(), Args::PathAndFacts | Args::PathAndPatterns);
        for arg in predicate.args.iter().skip(1 + usize::from(path)) {
            let (code, message, label, hint) = match kind.args() {
                Args::Facts | Args::PathAndFacts if !rule.facts.contains_key(arg.text) => {
                    let message = format!("unknown fact `{}`", arg.text);
                    ("R005", message, "no such fact".to_owned(), near(arg.text, rule.facts))
                }
                Args::Vocabularies if !rule.vocabularies.contains_key(arg.text) => {
                    let message = format!("unknown vocabulary `{}`", arg.text);
                    ("R014", message, "no such file under vocabulary/".to_owned(), near(arg.text, rule.vocabularies))
                }
                Args::Patterns | Args::PathAndPatterns => {
                    // Doubled backslashes are the query file's, not the pattern's.
                    let Err(error) = Regex::new(&arg.text.replace("\\\\", "\\")) else { continue };
                    let error = error.to_string();
                    let label = error.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                    ("R021", "the pattern does not compile".to_owned(), label, None)
                }
                _ => continue,
            };
            problems.push(problem(code, message, arg.span.clone(), &label, hint));
        }
    }
    let read = read::read(source).unwrap_or_default();
    for at in read.patterns.iter().flat_map(|pattern| lost(&pattern.item)) {
        let message = "of an alternation that begins one of several alternatives the first alone is tried".to_owned();
        let hint = Some("write all alternatives side by side, or this one last".to_owned());
        problems.push(problem("R051", message, at..at + 1, "the others are lost", hint));
    }
    problems
}

/// Where alternations begin an alternative that is not the last: tree-sitter goes on to the next one of those around,
/// never to their own.
fn lost(item: &Item) -> Vec<usize> {
    let begins = |item: &Item| match &item.what {
        What::Either(_) => Some(item.at),
        What::Group(items) => items.first().filter(|item| matches!(item.what, What::Either(_))).map(|item| item.at),
        _ => None,
    };
    let mut found = Vec::new();
    let parts: &[Item] = match &item.what {
        What::Either(items) | What::Group(items) => items,
        What::Node(node) => &node.children,
        What::Anything | What::Token(_) => &[],
    };
    if let (What::Either(_), Some((_, others))) = (&item.what, parts.split_last()) {
        found.extend(others.iter().filter_map(begins));
    }
    found.extend(parts.iter().flat_map(lost));
    found
}

/// A query file's path in the pack.
pub(crate) fn file_of(id: &str, name: &str) -> String {
    name.strip_prefix('/').map_or_else(|| format!("{id}/{name}"), str::to_owned)
}

/// How the predicate should have been written, where it was not.
fn misused(predicate: &Written<'_>) -> Option<String> {
    let name = predicate.name;
    if name == "set!" {
        let args: Vec<&str> = predicate.args.iter().map(|arg| arg.text).collect();
        let known = matches!(args.as_slice(), ["choose", "ask" | "last"] | ["by-name", _]);
        let hint = "write `(#set! choose \"ask\")`, `(#set! choose \"last\")` or `(#set! by-name \"why\")`";
        return (!known).then(|| hint.to_owned());
    }
    let sound = predicate.args.first().is_some_and(|arg| arg.capture)
        && predicate.args.len() > 1
        && predicate.args[1..].iter().all(|arg| !arg.capture);
    (Kind::named(name).is_some() && !sound).then(|| format!("write `(#{name} @capture \"…\")`"))
}

fn near<V>(word: &str, names: &BTreeMap<String, V>) -> Option<String> {
    nearest(word, names.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"))
}
