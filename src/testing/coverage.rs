//! Query patterns that no case exercises.

use crate::rules::query::patterns;
use crate::rules::{Pack, Rule};
use crate::sweep::Hits;

/// A pattern that found nothing in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexercised {
    /// The rule's id.
    pub rule: String,
    /// The query file, or `rule.toml` for a regular expression.
    pub file: String,
    /// The pattern's place in the file, from 1.
    pub pattern: usize,
    /// Its line.
    pub line: usize,
}

/// The patterns of the rules `selected` that are not among the hits of any case, and how many patterns
/// there are.
pub fn unexercised(pack: &Pack, selected: &dyn Fn(&str) -> bool, hits: &Hits) -> (Vec<Unexercised>, usize) {
    let mut missing = Vec::new();
    let mut total = 0;
    for rule in pack.rules.iter().filter(|rule| selected(&rule.id)) {
        for (query, file, pattern, line) in all(rule) {
            total += 1;
            if !hits.contains(&(query, pattern)) {
                missing.push(Unexercised { rule: rule.id.clone(), file, pattern: pattern + 1, line });
            }
        }
    }
    (missing, total)
}

/// Every pattern of a rule: the query's identity, its file, the pattern's index and line.
fn all(rule: &Rule) -> Vec<(String, String, usize, usize)> {
    let matches = rule.manifest.matches.as_ref();
    if let Some(pattern) = matches.and_then(|matches| matches.pattern.as_ref()) {
        let at = rule.source.find(pattern.as_str()).unwrap_or(0);
        return vec![(rule.id.clone(), format!("{}/rule.toml", rule.id), 0, line_of(&rule.source, at))];
    }
    let done = rule.manifest.done.as_ref().and_then(|done| done.query_file());
    let mut found = Vec::new();
    for name in matches.map(|matches| matches.query.as_str()).into_iter().chain(done) {
        let Some(source) = rule.texts.get(name) else { continue };
        for (index, span) in patterns(source).into_iter().enumerate() {
            let Some((file, written, span)) = rule.place(name, &span) else { continue };
            found.push((format!("{}/{name}", rule.id), file, index, line_of(written, span.start)));
        }
    }
    found
}

fn line_of(source: &str, at: usize) -> usize {
    1 + source.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}
