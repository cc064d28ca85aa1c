//! Query files: split into patterns, compiled per language, our predicates read and checked.
//!
//! tree-sitter hands predicates it does not know to the caller without a word, so a misspelt one would
//! silently match everything. [`unknown_predicates`] is therefore part of loading, not of linting.

use std::ops::Range;

use tree_sitter::{Query, QueryPredicateArg};

use super::predicates::Kind;
use crate::lang::Language;
use crate::query::fitting;

/// Predicates tree-sitter's Rust binding evaluates itself.
const BUILT_IN: &[&str] = &[
    "eq?",
    "not-eq?",
    "any-eq?",
    "any-not-eq?",
    "match?",
    "not-match?",
    "any-match?",
    "any-not-match?",
    "any-of?",
    "not-any-of?",
];

/// One of our predicates, ready to be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// What it asks.
    pub kind: Kind,
    /// Does it ask for the opposite?
    pub negated: bool,
    /// The capture it looks at.
    pub capture: u32,
    /// The remaining arguments.
    pub args: Vec<String>,
    /// What the grammar has for those that name kinds of nodes.
    pub kinds: Vec<u16>,
}

impl Predicate {
    /// A predicate by its name, about a capture; `None` where it is none of ours.
    pub fn named(name: &str, capture: u32, args: Vec<String>, grammar: &tree_sitter::Language) -> Option<Predicate> {
        let (kind, negated) = Kind::named(name)?;
        let kinds = args.iter().filter(|_| kind == Kind::Inside).map(|kind| grammar.id_for_node_kind(kind, true));
        let kinds = kinds.filter(|kind| *kind != 0).collect();
        Some(Predicate { kind, negated, capture, args, kinds })
    }
}

/// A query file compiled for one language.
#[derive(Debug)]
pub struct Compiled {
    /// The tree-sitter query.
    pub query: Query,
    /// For each compiled pattern, its index in the file.
    pub patterns: Vec<usize>,
    /// Our predicates, per compiled pattern.
    pub predicates: Vec<Vec<Predicate>>,
    /// Patterns marked `(#set! choose "ask")`: candidates a person may pick, never chosen by the rule.
    pub ask: Vec<bool>,
    /// Patterns marked `(#set! choose "last")`: of their sites beside each other the last one stands for all.
    pub last: Vec<bool>,
}

/// Why a query does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// One sentence.
    pub message: String,
    /// Byte offset in the query file.
    pub offset: usize,
}

/// Compiles a query file for one language. For a rule of several languages a pattern may name node kinds
/// that only some of them have; it is then left out where it does not exist, and so is one of several alternatives.
///
/// # Errors
/// [`QueryProblem`] with the place in the file where no pattern compiles.
pub fn compile(source: &str, language: Language, several: bool) -> Result<Compiled, QueryProblem> {
    let Some(grammar) = language.grammar() else {
        return Err(QueryProblem { message: format!("{} files have no syntax tree", language.name()), offset: 0 });
    };
    let problem = |error: tree_sitter::QueryError, base: usize| QueryProblem {
        message: format!("{:?} error: {}", error.kind, error.message.lines().next().unwrap_or_default()),
        offset: base + error.offset,
    };
    match Query::new(&grammar, source) {
        Ok(query) => Ok(annotate(query, &grammar, None)),
        Err(error) if !several => Err(problem(error, 0)),
        Err(_) => {
            let fit = fitting(source, &grammar);
            let (mut kept, mut indices, mut first) = (String::new(), Vec::new(), None);
            for (index, span) in patterns(source).into_iter().enumerate() {
                match Query::new(&grammar, &fit[span.clone()]) {
                    Ok(_) => {
                        kept.push_str(&fit[span]);
                        kept.push('\n');
                        indices.push(index);
                    }
                    Err(error) => first = first.or(Some(problem(error, span.start))),
                }
            }
            match (indices.is_empty(), first) {
                (true, Some(first)) => Err(first),
                _ => Query::new(&grammar, &kept)
                    .map(|query| annotate(query, &grammar, Some(indices)))
                    .map_err(|e| problem(e, 0)),
            }
        }
    }
}

fn annotate(query: Query, grammar: &tree_sitter::Language, patterns: Option<Vec<usize>>) -> Compiled {
    let predicates = (0..query.pattern_count()).map(|index| predicates_of(&query, grammar, index)).collect();
    let patterns = patterns.unwrap_or_else(|| (0..query.pattern_count()).collect());
    let chooses = |index, word| {
        query
            .property_settings(index)
            .iter()
            .any(|property| &*property.key == "choose" && property.value.as_deref() == Some(word))
    };
    let ask = (0..query.pattern_count()).map(|index| chooses(index, "ask")).collect();
    let last = (0..query.pattern_count()).map(|index| chooses(index, "last")).collect();
    Compiled { query, patterns, predicates, ask, last }
}

fn predicates_of(query: &Query, grammar: &tree_sitter::Language, pattern: usize) -> Vec<Predicate> {
    let read = |predicate: &tree_sitter::QueryPredicate| {
        let (capture, rest) = predicate.args.split_first()?;
        let QueryPredicateArg::Capture(capture) = capture else { return None };
        let args = rest.iter().filter_map(|arg| match arg {
            QueryPredicateArg::String(text) => Some(text.to_string()),
            QueryPredicateArg::Capture(_) => None,
        });
        Predicate::named(&predicate.operator, *capture, args.collect(), grammar)
    };
    query.general_predicates(pattern).iter().filter_map(read).collect()
}

/// A predicate as it stands in a query file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<'s> {
    /// Its name with the question mark.
    pub name: &'s str,
    /// Where the name stands.
    pub span: Range<usize>,
    /// What follows, up to the closing parenthesis.
    pub args: Vec<Argument<'s>>,
}

/// An argument of a predicate as it stands in a query file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument<'s> {
    /// Its text; without the quotes of a string or the `@` of a capture.
    pub text: &'s str,
    /// Is it a capture?
    pub capture: bool,
    /// Where it stands.
    pub span: Range<usize>,
}

/// The predicates of a query file, in the order they stand there.
pub fn written(source: &str) -> Vec<Written<'_>> {
    let mut found: Vec<Written<'_>> = Vec::new();
    let (mut at, mut open) = (0, false);
    while let Some(c) = source[at..].chars().next() {
        let rest = &source[at..];
        let length = match c {
            ';' => rest.find('\n').unwrap_or(rest.len()),
            '"' => string_length(rest),
            c if c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']') => c.len_utf8(),
            _ => rest.find(|c: char| c.is_whitespace() || "()[]\";".contains(c)).unwrap_or(rest.len()),
        };
        let span = at..at + length;
        let text = &source[span.clone()];
        match (c, found.last_mut()) {
            ('#', _) => {
                found.push(Written { name: &text[1..], span: span.start + 1..span.end, args: Vec::new() });
                open = true;
            }
            ('(' | ')' | '[' | ']', _) => open = false,
            ('"', Some(last)) if open => {
                let inside = span.start + 1..span.end.saturating_sub(1).max(span.start + 1);
                last.args.push(Argument { text: &source[inside.clone()], capture: false, span: inside });
            }
            ('@', Some(last)) if open => last.args.push(Argument { text: &text[1..], capture: true, span }),
            (c, Some(last)) if open && c != ';' && !c.is_whitespace() => {
                last.args.push(Argument { text, capture: false, span });
            }
            _ => {}
        }
        at += length;
    }
    found
}

/// The bytes of the string literal that `text` starts with, quotes included.
pub(super) fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Predicates in a query file that nobody evaluates, with their places.
pub fn unknown_predicates(source: &str) -> Vec<(String, Range<usize>)> {
    let known = |name: &str| BUILT_IN.contains(&name) || Kind::named(name).is_some() || name == "set!";
    let unknown = written(source).into_iter().filter(|predicate| !known(predicate.name));
    unknown.map(|predicate| (predicate.name.to_owned(), predicate.span)).collect()
}

/// The names of all predicates a query may use, for suggestions.
pub fn predicate_names() -> Vec<String> {
    let ours = Kind::all().into_iter().flat_map(|(name, _)| [format!("not-{name}"), name]);
    BUILT_IN.iter().map(|name| (*name).to_owned()).chain(ours).collect()
}

/// The byte ranges of the top-level patterns of a query file.
pub fn patterns(source: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let (mut depth, mut start) = (0usize, None);
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            ';' => while chars.next_if(|(_, c)| *c != '\n').is_some() {},
            '"' => {
                if depth == 0 {
                    start = Some(at);
                }
                while let Some((_, c)) = chars.next() {
                    match c {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '(' | '[' => {
                if depth == 0 {
                    start = Some(at);
                }
                depth += 1;
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                if let (0, Some(start)) = (depth, start) {
                    spans.push(start..at + 1);
                }
            }
            // A capture or quantifier behind a pattern belongs to it.
            c if depth == 0 && !c.is_whitespace() => {
                if let Some(last) = spans.last_mut() {
                    last.end = at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str =
        "; first\n((identifier) @a (#eq? @a \"(\"))\n\n; second\n(call function: (identifier) @b) @site\n";

    #[test]
    fn a_query_file_splits_into_its_patterns() {
        let texts: Vec<&str> = patterns(TWO).into_iter().map(|span| &TWO[span]).collect();
        assert_eq!(texts, ["((identifier) @a (#eq? @a \"(\"))", "(call function: (identifier) @b) @site"]);
    }

    #[test]
    fn predicates_are_read_wherever_they_stand() {
        let source = "; (#odd? @a)\n((x) @a ( #eq? @a \"(#no? \\\" \")\n  (#names? @a \"b\" ; and\n \"c\"))";
        let found: Vec<(&str, Vec<&str>)> = written(source)
            .into_iter()
            .map(|predicate| (predicate.name, predicate.args.into_iter().map(|arg| arg.text).collect()))
            .collect();
        assert_eq!(found, [("eq?", vec!["a", "(#no? \\\" "]), ("names?", vec!["a", "b", "c"])]);
    }

    #[test]
    fn a_misspelt_predicate_is_found_with_its_place() {
        let source = "((identifier) @a (#fact-anyof? @a \"x\"))";
        assert_eq!(unknown_predicates(source), [("fact-anyof?".to_owned(), 19..30)]);
        assert!(unknown_predicates(TWO).is_empty());
    }

    #[test]
    fn a_pattern_of_another_dialect_is_left_out() {
        let source = "(identifier) @a\n(satisfies_expression) @b";
        let compiled = compile(source, Language::JavaScript, true).expect("compiles");
        assert_eq!(compiled.patterns, [0]);
        assert_eq!(compile(source, Language::TypeScript, true).expect("compiles").patterns, [0, 1]);
        assert!(compile("(nonsense) @a", Language::Python, false).is_err());
    }
}
