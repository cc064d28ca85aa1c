//! Everything about a pack that can be checked without a repository: queries compile, captures exist,
//! templates parse and name what is there, nothing is parsed or kept for nothing.

mod anchors;
mod edits;
mod files;
mod names;
mod templates;

use std::collections::BTreeSet;

use rayon::prelude::*;
use regex::Regex;
use tree_sitter::CaptureQuantifier;

use crate::lang::Language;
pub use crate::lint::files::{misnamed, stray, warnings};
use crate::rules::check::span_of;
use crate::rules::check_query::file_of;
use crate::rules::diagnostics::{Diagnostic, nearest};
use crate::rules::model::Condition;
use crate::rules::names::each_word;
use crate::rules::query::{Compiled, compile, patterns};
use crate::rules::template;
use crate::rules::{Pack, Rule};

/// What is wrong with a pack that loads.
pub fn lint(pack: &Pack) -> Vec<Diagnostic> {
    lint_some(pack, &|_| true)
}

/// The same for the rules of these ids.
pub fn lint_some(pack: &Pack, wanted: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    let rules: Vec<&Rule> = pack.rules.iter().filter(|rule| wanted(&rule.id)).collect();
    let found: Vec<Vec<Diagnostic>> = rules.par_iter().map(|rule| lint_rule(pack, rule)).collect();
    for problem in found.into_iter().flatten() {
        let problem = problem.where_written(&pack.rules);
        // A file that several rules share is wrong once.
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}

fn lint_rule(pack: &Pack, rule: &Rule) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut captures = BTreeSet::new();
    let matched = match_query(rule);
    for name in matched.into_iter().chain(rule.manifest.done.as_ref().and_then(|done| done.query_file())) {
        let own = lint_query(rule, name, &mut problems);
        problems.extend(names::taken(pack, rule, name, &own));
        captures.extend(own.into_iter().filter(|_| matched == Some(name)));
    }
    problems.extend(regular_expressions(rule, &mut captures));
    problems.extend(anchors::lint(rule));
    problems.extend(needs(pack, rule));
    problems.extend(settings(pack, rule));
    problems.extend(unused(pack, rule));
    problems.extend(templates::lint(pack, rule, &captures));
    problems.extend(edits::lint(rule));
    problems
}

/// The query the rule matches with, where it has one.
fn match_query(rule: &Rule) -> Option<&str> {
    let matches = rule.manifest.matches.as_ref().filter(|matches| matches.pattern.is_none());
    matches.map(|matches| matches.query.as_str())
}

/// A query must compile for each language of the rule, at least one pattern of it; every capture an
/// operation works on must be in every pattern. The names of its captures.
fn lint_query(rule: &Rule, name: &str, problems: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let Some(source) = rule.texts.get(name) else { return BTreeSet::new() };
    let languages = Language::named(&rule.manifest.language).unwrap_or_default();
    let mut compiled: Vec<Compiled> = Vec::new();
    let before = problems.len();
    for &language in languages {
        match compile(source, language, languages.len() > 1) {
            Ok(query) => compiled.push(query),
            Err(problem) => {
                let end = source[problem.offset.min(source.len())..]
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .map_or(source.len(), |length| problem.offset + length.max(1));
                let hint = match language.grammar() {
                    Some(_) => "`tree-sitter parse` shows the node kinds of a file",
                    None => "say with `language` what the files are written in",
                };
                problems.push(Diagnostic {
                    code: "R020",
                    message: format!("the query does not compile for {}", language.name()),
                    file: file_of(&rule.id, name),
                    source: source.clone(),
                    span: problem.offset..end,
                    label: problem.message,
                    hint: Some(hint.to_owned()),
                });
            }
        }
    }
    if problems.len() == before && patterns(source).is_empty() {
        problems.push(Diagnostic {
            code: "R023",
            message: "the query has no pattern".to_owned(),
            file: file_of(&rule.id, name),
            source: source.clone(),
            span: 0..source.trim_end().len(),
            label: "nothing to match".to_owned(),
            hint: None,
        });
    }
    if problems.len() == before {
        problems.extend(site_captures(rule, name, source, &compiled));
        problems.extend(names::lint(rule, name, source));
    }
    compiled.iter().flat_map(|query| query.query.capture_names()).map(ToString::to_string).collect()
}

/// Every pattern must say what operations work on: `@site`, or a single capture, or one of those `at` names.
/// An operation leaves the sites alone whose pattern lacks its capture.
fn site_captures(rule: &Rule, name: &str, source: &str, compiled: &[Compiled]) -> Vec<Diagnostic> {
    let spans = patterns(source);
    let mut problems = Vec::new();
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    if match_query(rule) == Some(name) {
        asked.extend(rule.manifest.edit.iter().filter_map(|edit| edit.op.at()));
    }
    // Where an operation works on the site itself, a pattern needs nothing that others work on.
    let on_site = rule.manifest.edit.iter().any(|edit| edit.op.is_on_site());
    for query in compiled {
        let names = query.query.capture_names();
        for (index, &pattern) in query.patterns.iter().enumerate() {
            let quantifiers = query.query.capture_quantifiers(index);
            let captured = |wanted: &str| {
                let at = names.iter().position(|name| *name == wanted);
                at.and_then(|at| quantifiers.get(at)).is_some_and(|quantifier| *quantifier != CaptureQuantifier::Zero)
            };
            let count = quantifiers.iter().filter(|quantifier| **quantifier != CaptureQuantifier::Zero).count();
            let mut report = |code: &'static str, message: String, hint: &str| {
                let problem = Diagnostic {
                    code,
                    message,
                    file: file_of(&rule.id, name),
                    source: source.to_owned(),
                    span: spans.get(pattern).cloned().unwrap_or(0..0),
                    label: "in this pattern".to_owned(),
                    hint: Some(hint.to_owned()),
                };
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            };
            if count != 1 && !captured("site") {
                let how_many =
                    if count == 0 { "has no capture".to_owned() } else { format!("has {count} captures and no @site") };
                report("R025", format!("the pattern {how_many}"), "put @site behind the node the rule is about");
            }
            let lost = asked.iter().find(|at| !compiled.iter().any(|query| query.query.capture_names().contains(at)));
            let missed = asked.first().filter(|_| !on_site && !asked.iter().any(|at| captured(at)));
            if let Some(at) = lost.or(missed) {
                report(
                    "R024",
                    format!("an operation works on @{at}, which is not captured"),
                    "capture it in the pattern, or leave `at` out",
                );
            }
        }
    }
    problems
}

/// Regular expressions of the rule file; named groups are captures.
fn regular_expressions(rule: &Rule, captures: &mut BTreeSet<String>) -> Vec<Diagnostic> {
    let matching = rule.manifest.matches.as_ref().and_then(|matches| matches.pattern.as_deref());
    let mut problems = Vec::new();
    let done = rule.manifest.done.as_ref().and_then(|done| done.pattern.as_deref());
    let of_edits = rule.manifest.edit.iter().filter_map(|edit| edit.op.regex());
    for pattern in matching.into_iter().chain(done).chain(of_edits) {
        // A pattern with a template in it is a pattern only once it is rendered.
        if template::is_template(pattern) {
            if Some(pattern) == matching {
                let names = pattern.split("(?P<").skip(1).filter_map(|rest| rest.split_once('>'));
                captures.extend(names.map(|(name, _)| name.to_owned()));
            }
            continue;
        }
        match Regex::new(pattern) {
            Ok(regex) if Some(pattern) == matching => {
                captures.extend(regex.capture_names().flatten().map(str::to_owned))
            }
            Ok(_) => {}
            Err(error) => {
                let error = error.to_string();
                let label = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
                problems.push(Diagnostic {
                    label: label.to_owned(),
                    ..in_manifest(rule, "R021", "the pattern does not compile", pattern, None)
                });
            }
        }
    }
    problems
}

/// What a rule's files name is looked for before it runs: `needs` is for what they do not, and says who is first of two
/// facts that name each other.
fn needs(pack: &Pack, rule: &Rule) -> Vec<Diagnostic> {
    let list = rule.source.find("\nneeds = [").map(|at| at + 1);
    let list = list.and_then(|start| Some(start..start + rule.source[start..].find(']')?));
    let Some(list) = list else { return Vec::new() };
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let around = [&rule.source[..list.start], &rule.source[list.end..]].into_iter();
    for text in around.chain(rule.texts.values().map(String::as_str)) {
        each_word(text, b".-", |word| _ = named.insert(word));
    }
    let names_it = |fact: &str| {
        let own = rule.manifest.fact.as_ref().map(|own| own.name.as_str());
        let of_fact = |other: &&Rule| other.manifest.fact.as_ref().is_some_and(|other| other.name == fact);
        let texts = pack.rules.iter().find(of_fact).into_iter().flat_map(|other| other.texts.values());
        own.is_some_and(|own| texts.into_iter().any(|text| text.contains(own)))
    };
    let twice = rule.manifest.needs.iter().filter(|fact| named.contains(fact.as_str()) && !names_it(fact));
    let problem = |fact: &String| {
        let message = format!("{} says twice that it needs `{fact}`", rule.id);
        let start = list.start + rule.source[list.clone()].find(fact.as_str())?;
        Some(Diagnostic {
            code: "R033",
            message,
            file: format!("{}/rule.toml", rule.id),
            source: rule.source.clone(),
            span: start..start + fact.len(),
            label: "its own files name it".to_owned(),
            hint: Some("take it out of `needs`: what they name is looked for first".to_owned()),
        })
    };
    twice.filter_map(problem).collect()
}

/// Settings a condition asks for must be among the pack's.
fn settings(pack: &Pack, rule: &Rule) -> Vec<Diagnostic> {
    let conditions = rule.manifest.conditions().flat_map(|conditions| &conditions.0);
    let keys = conditions.filter_map(|one| if let Condition::Setting { key, .. } = one { Some(key) } else { None });
    let unknown = keys.filter(|key| !pack.manifest.settings.contains_key(*key));
    unknown.map(|key| unknown_setting(pack, rule, key, &format!("setting:{key}"))).collect()
}

/// A setting the pack does not have.
pub(super) fn unknown_setting(pack: &Pack, rule: &Rule, key: &str, needle: &str) -> Diagnostic {
    let near = nearest(key, pack.manifest.settings.keys().map(String::as_str));
    let hint = near.map_or_else(
        || format!("give it a default under `[settings]` in pack.toml: `{key} = …`"),
        |near| format!("did you mean `{near}`?"),
    );
    in_manifest(rule, "R030", &format!("there is no setting `{key}`"), needle, Some(hint))
}

/// Queries and templates beside the rule that it does not use: a forgotten `[match]`, a misspelt name.
fn unused(pack: &Pack, rule: &Rule) -> Vec<Diagnostic> {
    let manifest = &rule.manifest;
    let used: BTreeSet<&str> = match_query(rule)
        .into_iter()
        .chain(manifest.done.as_ref().and_then(|done| done.query_file()))
        .chain(manifest.edit.iter().filter_map(|edit| edit.op.template()))
        .collect();
    let beside = rule.texts.keys().filter(|name| name.ends_with(".scm") || name.ends_with(".j2"));
    let shared = |name: &str| pack.rules.iter().any(|other| other.texts.contains_key(&format!("/{}/{name}", rule.id)));
    // What lies deeper belongs to a rule of its own.
    let own = beside.filter(|name| !name.contains('/') && !used.contains(name.as_str()) && !shared(name));
    own.map(|name| Diagnostic {
        label: "nothing here names it".to_owned(),
        ..in_manifest(
            rule,
            "R031",
            &format!("{name} is there, and the rule does not use it"),
            "title",
            Some(match name.as_str() {
                "match.scm" => "add `[match]`".to_owned(),
                "done.scm" => "add `[done]`".to_owned(),
                _ => "name it, or take the file away".to_owned(),
            }),
        )
    })
    .collect()
}

/// A problem whose span is the place where `needle` stands in the rule file.
pub(super) fn in_manifest(
    rule: &Rule,
    code: &'static str,
    message: &str,
    needle: &str,
    hint: Option<String>,
) -> Diagnostic {
    Diagnostic {
        code,
        message: message.to_owned(),
        file: format!("{}/rule.toml", rule.id),
        source: rule.source.clone(),
        span: span_of(&rule.source, needle),
        label: "here".to_owned(),
        hint,
    }
}
