//! Patterns that know a function or a method by its name alone, and captures that are called as something else.
//!
//! Anybody may call a method `verify_password`. A pattern that matches one by name has to ask what the name,
//! or what it is called on, comes from (`imported-from?`, `bound-to?`, `names?`), or say why it need not:
//! `(#set! by-name "…")`.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::rules::check_query::file_of;
use crate::rules::diagnostics::Diagnostic;
use crate::rules::query::{patterns, written};
use crate::rules::{Pack, Rule};

/// Node kinds in which something is called.
const CALLS: &[&str] = &["call", "call_expression", "new_expression", "decorator"];

/// What a call hands over says nothing of who is called.
const ARGUMENTS: &[&str] = &["argument_list", "arguments"];

const NAMES: &[&str] = &["eq?", "any-eq?", "any-of?", "match?", "any-match?"];

const ORIGINS: &[&str] = &["imported-from?", "bound-to?", "names?"];

/// The problems of one query file.
pub(super) fn lint(rule: &Rule, name: &str, source: &str) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for span in patterns(source) {
        let pattern = &source[span.clone()];
        let by_name = by_name(pattern);
        let reason = written(pattern).into_iter().find(|one| one.name == "set!" && one.args[0].text == "by-name");
        let (message, place, label) = match (by_name, reason) {
            (Some(place), None) => ("the pattern goes by a name that anybody may use", place, "whose is it?"),
            (None, Some(reason)) => ("nothing goes by a name alone here", reason.span, "says why it may"),
            _ => continue,
        };
        problems.push(Diagnostic {
            code: "R038",
            message: message.to_owned(),
            file: file_of(&rule.id, name),
            source: source.to_owned(),
            span: span.start + place.start..span.start + place.end,
            label: label.to_owned(),
            hint: Some(
                match label {
                    "whose is it?" => {
                        "ask with `#imported-from?` or `#bound-to?`, or say why not: `(#set! by-name \"…\")`"
                    }
                    _ => "leave it out",
                }
                .to_owned(),
            ),
        });
    }
    problems
}

/// Captures that are called as an expression of the rule, its area or the pack is: where a pattern lacks the capture, a
/// template that asks whether it is there gets the expression.
pub(super) fn taken(pack: &Pack, rule: &Rule, name: &str, captures: &BTreeSet<String>) -> Vec<Diagnostic> {
    let Some(source) = rule.texts.get(name) else { return Vec::new() };
    let is_name = |one: &&String| rule.manifest.vars.contains_key(*one) || pack.manifest.vars.contains_key(*one);
    let problem = |capture: &String| {
        let at = source.find(&format!("@{capture}")).unwrap_or_default();
        Diagnostic {
            code: "R050",
            message: format!("the capture `@{capture}` has the name of an expression"),
            file: file_of(&rule.id, name),
            source: source.clone(),
            span: at..at + 1 + capture.len(),
            label: "where this is not captured, templates see the expression".to_owned(),
            hint: Some("call one of them otherwise; an expression of the pack is a name in all rules".to_owned()),
        }
    };
    captures.iter().filter(is_name).map(problem).collect()
}

/// The predicate by which a pattern knows what is called, where it asks for no origin.
fn by_name(pattern: &str) -> Option<Range<usize>> {
    let predicates = written(pattern);
    let first = |index: usize| predicates[index].args.first().map(|arg| arg.text);
    called(pattern).into_iter().find_map(|captures| {
        let about = |index: &usize| first(*index).is_some_and(|capture| captures.iter().any(|one| one == capture));
        let of_call: Vec<usize> = (0..predicates.len()).filter(about).collect();
        // The name of another place in the pattern is bound there.
        let bound = |index: &usize| predicates[*index].args[1..].iter().any(|arg| arg.capture);
        if of_call.iter().any(|index| ORIGINS.contains(&predicates[*index].name) || bound(index)) {
            return None;
        }
        // `require` is the language's own.
        let own = |index: &usize| predicates[*index].args[1..].iter().all(|arg| arg.text.starts_with("require"));
        let named = of_call.iter().find(|index| NAMES.contains(&predicates[**index].name) && !own(index))?;
        Some(predicates[*named].span.clone())
    })
}

/// For every call in a pattern, the captures of what is called.
fn called(pattern: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    // Of the nodes around: its kind, the field it stands in, and the call whose callee it belongs to.
    let mut open: Vec<(String, Option<usize>)> = Vec::new();
    let (mut field, mut closed) = (String::new(), None);
    for token in tokens(pattern) {
        let parent = open.last().cloned().unwrap_or_default();
        let is_call = CALLS.contains(&parent.0.as_str());
        let callee = matches!(field.as_str(), "function" | "constructor") || parent.0 == "decorator";
        match token {
            "(" | "[" => {
                let of = if is_call && callee {
                    found.push(Vec::new());
                    Some(found.len() - 1)
                } else {
                    parent.1.filter(|_| !is_call || callee)
                };
                // Alternatives stand where their brackets stand.
                let kind = match token {
                    "[" if is_call && !callee => parent.0,
                    "[" => token.to_owned(),
                    _ => String::new(),
                };
                open.push((kind, of));
                (field, closed) = (String::new(), None);
            }
            ")" | "]" => closed = open.pop().and_then(|(_, of)| of),
            token if token.ends_with(':') => field = token.trim_end_matches(':').to_owned(),
            token if token.starts_with('@') => {
                if let Some(of) = closed.and_then(|of| found.get_mut(of)) {
                    of.push(token[1..].to_owned());
                }
            }
            token => {
                if let Some((kind, of)) = open.last_mut().filter(|(kind, _)| kind.is_empty()) {
                    *kind = token.to_owned();
                    if ARGUMENTS.contains(&token) || token.starts_with('#') {
                        *of = None;
                    }
                }
            }
        }
    }
    found
}

/// Brackets, names, fields, captures and predicates of a pattern; strings and comments left out.
fn tokens(pattern: &str) -> Vec<&str> {
    static TOKEN: std::sync::LazyLock<Option<regex::Regex>> = std::sync::LazyLock::new(|| {
        regex::Regex::new(r#"(?P<skip>;[^\n]*|"(?:[^"\\]|\\.)*")|[()\[\]]|[^\s()\[\]";]+"#).ok()
    });
    let all = TOKEN.iter().flat_map(|token| token.captures_iter(pattern));
    all.filter(|found| found.name("skip").is_none())
        .filter_map(|found| found.get(0))
        .map(|found| found.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_by_name_is_found_and_one_that_asks_is_not() {
        for (pattern, by) in [
            ("((call function: (identifier) @_f) (#eq? @_f \"start\"))", true),
            ("((call function: (attribute attribute: (identifier) @_f)) (#any-of? @_f \"get\" \"post\"))", true),
            ("((decorated_definition (decorator (attribute attribute: (identifier) @_f))) (#match? @_f \"x\"))", true),
            ("((new_expression constructor: [(identifier) (member_expression)] @_f) (#match? @_f \"Auth$\"))", true),
            ("((call function: [(identifier) @_f (attribute attribute: (_) @_f)]) (#eq? @_f \"x\"))", true),
            ("((call function: (identifier) @_f) (#imported-from? @_f \"acme\") (#eq? @_f \"x\"))", false),
            (
                "((call function: (attribute object: (_) @_o attribute: (_) @_f)) (#bound-to? @_o \"a.B()\") (#eq? @_f \"x\"))",
                false,
            ),
            ("((call function: (_) arguments: (argument_list . (identifier) @_a)) (#eq? @_a \"x\"))", false),
            ("((call function: (identifier) @_f arguments: (arguments (string) @_a)) (#eq? @_a \"x\"))", false),
            ("((call_expression function: (identifier) @_r) (#eq? @_r \"require\"))", false),
            ("((call function: (identifier) @_f) (#not-match? @_f \"x\"))", false),
            ("(program (class name: (_) @_c) (call function: (identifier) @_f) (#eq? @_f @_c))", false),
            ("((assignment left: (identifier) @_n right: (call)) (#eq? @_n \"x\"))", false),
        ] {
            assert_eq!(by_name(pattern).is_some(), by, "{pattern}");
        }
    }
}
