//! What has to occur in a file before it is parsed: enough of it, and nothing that the query says itself.

use super::{in_manifest, match_query};
use crate::lang::Language;
use crate::query::{read, required};
use crate::rules::Rule;
use crate::rules::diagnostics::Diagnostic;
use crate::rules::model::{Anchors, Done};

/// The problems of a rule's anchors, and of those of its `[done]`.
pub(super) fn lint(rule: &Rule) -> Vec<Diagnostic> {
    let manifest = &rule.manifest;
    let mut problems = Vec::new();
    if manifest.matches.is_some() {
        problems.extend(of_query(rule, &manifest.files, &manifest.anchors, match_query(rule), "the rule"));
    }
    if let Some(done @ Done { files, anchors, .. }) = &manifest.done {
        let files = if files.is_empty() { &manifest.files } else { files };
        problems.extend(of_query(rule, files, anchors, done.query_file(), "[done]"));
    }
    problems
}

fn of_query(rule: &Rule, files: &[String], anchors: &Anchors, query: Option<&str>, table: &str) -> Option<Diagnostic> {
    // Per pattern, groups of which each has a text that must occur.
    let read = query.and_then(|query| read::read(rule.texts.get(query)?).ok());
    let patterns: Vec<Vec<Vec<String>>> =
        read.map(|read| read.patterns.iter().map(required).collect()).unwrap_or_default();
    let each = |says: &dyn Fn(&Vec<String>) -> bool| {
        !patterns.is_empty() && patterns.iter().all(|groups| groups.iter().any(says))
    };
    match anchors {
        Anchors::None if !each(&|_| true) => {
            let languages = Language::named(&rule.manifest.language).unwrap_or_default();
            let broad = |glob: &&String| {
                glob.contains('/') && glob.rsplit('/').next().is_some_and(|name| name.starts_with('*'))
            };
            let parses = languages.iter().any(|language| language.grammar().is_some());
            let glob = files.iter().find(broad).filter(|_| parses)?;
            let message = format!("`{glob}` without anchors: every such file is parsed on every run");
            let hint = format!("add `anchors = [\"…\"]` to {table}: literals of which one must occur in the file");
            Some(in_manifest(rule, "R026", &message, glob, Some(hint)))
        }
        Anchors::Literals(literals) => {
            let said = |text: &String| literals.iter().any(|literal| text.contains(literal.as_str()));
            let hint = "leave them out: a file without what the query asks for is not parsed anyway".to_owned();
            let message = format!("the anchors of {table} say what its query asks for");
            let place = if table == "[done]" { table } else { "anchors" };
            each(&|group| group.iter().all(said)).then(|| in_manifest(rule, "R052", &message, place, Some(hint)))
        }
        _ => None,
    }
}
