//! Everything about a pack that can be checked without a repository: queries compile, captures exist,
//! templates parse, patterns are patterns.

use regex::Regex;

use super::diagnostics::Diagnostic;
use super::load::{Pack, Rule};
use super::query::{compile, patterns};
use super::template;
use crate::lang::Language;

/// What is wrong with a pack that loads.
pub fn lint(pack: &Pack) -> Vec<Diagnostic> {
    pack.rules.iter().flat_map(lint_rule).collect()
}

fn lint_rule(rule: &Rule) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let manifest = &rule.manifest;
    let by_query = manifest.matches.as_ref().filter(|matches| matches.pattern.is_none());
    for name in
        [by_query.map(|matches| &matches.query), manifest.done.as_ref().map(|done| &done.query)].into_iter().flatten()
    {
        problems.extend(lint_query(rule, name));
    }
    if let Some(pattern) = manifest.matches.as_ref().and_then(|matches| matches.pattern.as_ref())
        && let Err(error) = Regex::new(pattern)
    {
        problems.push(in_manifest(rule, "R021", &format!("the pattern does not compile: {error}"), pattern));
    }
    for (name, source) in &rule.texts {
        if name.ends_with(".j2")
            && let Err((message, line)) = template::parses(name, source)
        {
            let start = source.lines().take(line.saturating_sub(1)).map(|line| line.len() + 1).sum::<usize>();
            problems.push(Diagnostic {
                code: "R022",
                message: format!("the template does not parse: {message}"),
                file: format!("{}/{name}", rule.id),
                source: source.clone(),
                span: start..source[start.min(source.len())..].find('\n').map_or(source.len(), |end| start + end),
                label: "here".to_owned(),
                hint: None,
            });
        }
    }
    problems
}

/// A query must compile for each language of the rule, at least one pattern of it; every capture an
/// operation works on must be there.
fn lint_query(rule: &Rule, name: &str) -> Vec<Diagnostic> {
    let Some(source) = rule.texts.get(name) else { return Vec::new() };
    let languages = Language::named(&rule.manifest.language).unwrap_or_default();
    let file = || name.strip_prefix('/').map_or_else(|| format!("{}/{name}", rule.id), str::to_owned);
    let mut problems = Vec::new();
    let mut captures: Vec<String> = Vec::new();
    for &language in languages {
        match compile(source, language, languages.len() > 1) {
            Ok(compiled) => captures.extend(compiled.query.capture_names().iter().map(ToString::to_string)),
            Err(problem) => {
                let end = source[problem.offset.min(source.len())..]
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .map_or(source.len(), |length| problem.offset + length.max(1));
                problems.push(Diagnostic {
                    code: "R020",
                    message: format!("the query does not compile for {}", language.name()),
                    file: file(),
                    source: source.clone(),
                    span: problem.offset..end,
                    label: problem.message,
                    hint: Some("`tree-sitter parse` shows the node kinds of a file".to_owned()),
                });
            }
        }
    }
    if problems.is_empty() && patterns(source).is_empty() {
        problems.push(in_manifest(rule, "R023", &format!("{name} has no pattern"), name));
    }
    let needs_captures = rule.manifest.matches.as_ref().is_some_and(|matches| matches.query == name);
    for at in rule.manifest.edit.iter().filter_map(|edit| edit.at.as_ref()).filter(|_| needs_captures) {
        if problems.is_empty() && !captures.contains(at) {
            problems.push(in_manifest(rule, "R024", &format!("{name} has no capture @{at}"), at));
        }
    }
    problems
}

fn in_manifest(rule: &Rule, code: &'static str, message: &str, needle: &str) -> Diagnostic {
    Diagnostic {
        code,
        message: message.to_owned(),
        file: format!("{}/rule.toml", rule.id),
        source: rule.source.clone(),
        span: rule.source.find(needle).map_or(0..0, |at| at..at + needle.len()),
        label: "here".to_owned(),
        hint: None,
    }
}
