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

/// What names look like from outside. Every plan looks through all rules: of most words the first byte and the length
/// tell that they are no names.
pub(crate) struct Shapes([u64; 256]);

impl<'n> FromIterator<&'n str> for Shapes {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Shapes {
        let mut lengths = [0; 256];
        for name in names {
            name.bytes().next().into_iter().for_each(|first| lengths[usize::from(first)] |= length(name));
        }
        Shapes(lengths)
    }
}

impl Shapes {
    /// May a word be one of the names?
    pub(crate) fn fit(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.0[usize::from(first)] & length(word) != 0)
    }
}

fn length(name: &str) -> u64 {
    1 << name.len().min(63)
}

/// The words of a text: letters, digits and `_`, with what joins them.
pub(crate) fn each_word<'t>(text: &'t str, joins: &[u8], mut each: impl FnMut(&'t str)) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || joins.contains(&byte);
    let inside: [bool; 256] = std::array::from_fn(|byte| byte >= 0x80 || plain(byte as u8));
    let mut start = 0;
    while let Some(rest) = text.get(start..) {
        let length = rest.bytes().position(|byte| !inside[usize::from(byte)]).unwrap_or(rest.len());
        match &rest[..length] {
            "" => {}
            word if word.is_ascii() => each(word),
            word => word.split(|c: char| !c.is_ascii() && !c.is_alphanumeric()).for_each(&mut each),
        }
        start += length + 1;
    }
}

/// The names that texts use, by way of each other too.
pub(super) fn used_names<'v>(texts: &[&'v str], vars: &'v BTreeMap<String, String>) -> BTreeSet<&'v str> {
    let shapes: Shapes = vars.keys().map(String::as_str).collect();
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut pending = texts.to_vec();
    while let Some(text) = pending.pop() {
        each_word(text, b"", |word| {
            if shapes.fit(word)
                && let Some((name, expression)) = vars.get_key_value(word)
                && found.insert(name.as_str())
            {
                pending.push(expression);
            }
        });
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
