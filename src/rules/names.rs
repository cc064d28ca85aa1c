//! Names of the pack and of its areas: which a rule uses, and whose outcomes they ask for.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::de::from_str;

use super::diagnostics::Diagnostic;
use super::load::{PackFiles, Rule};
use super::misread::toml_problem;
use super::model::AreaManifest;

/// What a text asks a function for by name: `outcomes("acme/start")`.
pub(super) fn asked_in<'t>(text: &'t str, function: &'t str) -> impl Iterator<Item = &'t str> {
    let asked = calls(text, function).filter(|rest| rest.starts_with(['"', '\'']));
    asked.filter_map(|rest| rest.get(1..1 + rest.get(1..)?.find(rest.chars().next()?)?))
}

/// Does a text call a function?
pub(super) fn is_called(text: &str, function: &str) -> bool {
    calls(text, function).next().is_some()
}

/// What stands behind each `function(`.
fn calls<'t>(text: &'t str, function: &'t str) -> impl Iterator<Item = &'t str> {
    let named = text
        .match_indices(function)
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    named.filter_map(|(at, _)| text[at + function.len()..].strip_prefix('('))
}

/// The names that texts use, by way of each other too.
pub(super) fn used_names<'v>(texts: &[&'v str], vars: &'v BTreeMap<String, String>) -> BTreeSet<&'v str> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    // Every plan reads all rules: of most words the first byte tells that they are no names.
    let mut initials = [false; 256];
    vars.keys().filter_map(|name| name.bytes().next()).for_each(|byte| initials[usize::from(byte)] = true);
    let may_be = |word: &&str| word.bytes().next().is_some_and(|byte| initials[usize::from(byte)]);
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut pending = texts.to_vec();
    while let Some(text) = pending.pop() {
        for name in text.split(|c| !word(c)).filter(may_be) {
            if let Some((name, expression)) = vars.get_key_value(name)
                && found.insert(name.as_str())
            {
                pending.push(expression);
            }
        }
    }
    found
}

/// What the rules of an area have in common, by the area's folder.
pub(super) fn area_manifests(files: &PackFiles, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, AreaManifest> {
    let mut areas = BTreeMap::new();
    for (path, source) in files {
        let Some(area) = path.strip_suffix("/area.toml").filter(|area| !area.contains('/')) else { continue };
        match from_str::<AreaManifest>(source) {
            Ok(manifest) => drop(areas.insert(area.to_owned(), manifest)),
            Err(error) => problems.push(toml_problem("R001", path, source, &error)),
        }
    }
    areas
}

/// Gives a rule the names of its area that it uses, and no others: a rule waits for every fact that its names read.
pub(super) fn take_names(rule: &mut Rule, vars: &BTreeMap<String, String>) {
    let used = used_names(&rule.all_texts().collect::<Vec<_>>(), vars);
    let used: BTreeMap<String, String> = used.into_iter().map(|name| (name.to_owned(), vars[name].clone())).collect();
    for (name, expression) in used {
        rule.manifest.vars.entry(name).or_insert(expression);
    }
}
