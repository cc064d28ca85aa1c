//! Is a query file sound, as far as that can be told without compiling it? tree-sitter hands predicates it
//! does not know to the caller and says nothing of their arguments, so both are checked here.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use super::check::RuleCheck;
use super::diagnostics::{Diagnostic, nearest};
use super::query::{Written, is_ours, predicate_names, unknown_predicates, written};

/// The problems of one query file of a rule.
pub(super) fn check<V>(rule: &RuleCheck<'_, V>, name: &str, source: &str) -> Vec<Diagnostic> {
    let file = file_of(&rule.rule.id, name);
    let problem = |code: &'static str, message: String, span: Range<usize>, label: &str, hint: Option<String>| {
        Diagnostic { code, message, file: file.clone(), source: source.to_owned(), span, label: label.to_owned(), hint }
    };
    let mut problems = Vec::new();
    for (predicate, span) in unknown_predicates(source) {
        let hint = nearest(&predicate, predicate_names()).map(|near| format!("did you mean `#{near}`?"));
        let label = "nobody evaluates this, so it would match everything";
        problems.push(problem("R013", format!("unknown predicate `#{predicate}`"), span, label, hint));
    }
    for predicate in written(source) {
        if let Some(hint) = misused(&predicate) {
            let message = format!("`#{}` does not take these arguments", predicate.name);
            problems.push(problem("R017", message, predicate.span.clone(), "never evaluated like this", Some(hint)));
            continue;
        }
        let args = predicate.args.iter().skip(1);
        match predicate.name.strip_prefix("not-").unwrap_or(predicate.name) {
            "fact-any-of?" | "names?" | "elsewhere?" => {
                // The first argument of `elsewhere?` is a path.
                let facts = args.skip(usize::from(predicate.name.ends_with("elsewhere?")));
                for arg in facts.filter(|arg| !rule.facts.contains_key(arg.text)) {
                    let hint = near(arg.text, rule.facts);
                    problems.push(problem(
                        "R005",
                        format!("unknown fact `{}`", arg.text),
                        arg.span.clone(),
                        "no such fact",
                        hint,
                    ));
                }
            }
            "vocabulary?" => {
                for arg in args.filter(|arg| !rule.vocabularies.contains_key(arg.text)) {
                    let message = format!("unknown vocabulary `{}`", arg.text);
                    let label = "no such file under vocabulary/";
                    problems.push(problem("R014", message, arg.span.clone(), label, near(arg.text, rule.vocabularies)));
                }
            }
            "enclosing?" | "enclosing-class?" | "value?" => {
                // The first argument of `value?` is a path.
                for arg in args.skip(usize::from(predicate.name.ends_with("value?"))) {
                    // Doubled backslashes are the query file's, not the pattern's.
                    if let Err(error) = Regex::new(&arg.text.replace("\\\\", "\\")) {
                        let error = error.to_string();
                        let label = error.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                        problems.push(problem(
                            "R021",
                            "the pattern does not compile".to_owned(),
                            arg.span.clone(),
                            &label,
                            None,
                        ));
                    }
                }
            }
            _ => {}
        }
    }
    problems
}

/// A query file's path in the pack.
pub(super) fn file_of(id: &str, name: &str) -> String {
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
    (is_ours(name) && !sound).then(|| format!("write `(#{name} @capture \"…\")`"))
}

fn near<V>(word: &str, names: &BTreeMap<String, V>) -> Option<String> {
    nearest(word, names.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"))
}
