//! Names of the pack and of its areas: which a rule uses, and whose outcomes they ask for.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::bundled::from_toml;
use super::diagnostics::Diagnostic;
use super::load::PackFiles;
use super::misread::toml_problem;
use super::model::AreaManifest;
use super::rule::Rule;
pub(crate) use super::words::each_word;

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

/// Names that stand for expressions, and what each of them uses, looked up once.
pub(super) struct Named<'v> {
    vars: &'v BTreeMap<String, String>,
    shapes: Shapes,
    uses: RefCell<HashMap<&'v str, Rc<[&'v str]>>>,
}

impl<'v> Named<'v> {
    /// These names; nothing is looked at yet.
    pub(super) fn of(vars: &'v BTreeMap<String, String>) -> Named<'v> {
        Named { vars, shapes: vars.keys().map(String::as_str).collect(), uses: RefCell::default() }
    }

    /// Those that texts use, by way of each other too, with what they stand for.
    pub(super) fn used<'t>(&self, texts: impl Iterator<Item = &'t str>) -> BTreeMap<&'v str, &'v str> {
        let mut found = BTreeMap::new();
        let mut pending: Vec<&'v str> = texts.flat_map(|text| self.in_text(text)).collect();
        while let Some(name) = pending.pop() {
            if found.contains_key(name) {
                continue;
            }
            let expression = self.vars[name].as_str();
            found.insert(name, expression);
            let uses = self.uses.borrow().get(name).cloned();
            let uses = uses.unwrap_or_else(|| {
                let uses: Rc<[&'v str]> = self.in_text(expression).into();
                self.uses.borrow_mut().insert(name, uses.clone());
                uses
            });
            pending.extend(uses.iter());
        }
        found
    }

    fn in_text(&self, text: &str) -> Vec<&'v str> {
        let mut found = Vec::new();
        each_word(text, b"", |word| {
            if self.shapes.fit(word) {
                found.extend(self.vars.get_key_value(word).map(|(name, _)| name.as_str()));
            }
        });
        found
    }
}

/// What the rules of an area have in common, by the area's folder.
pub(super) fn area_manifests(files: &PackFiles, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, AreaManifest> {
    let mut areas = BTreeMap::new();
    for (path, source) in files {
        let Some(area) = path.strip_suffix("/area.toml").filter(|area| !area.contains('/')) else { continue };
        match from_toml::<AreaManifest>(path, source) {
            Ok(manifest) => drop(areas.insert(area.to_owned(), manifest)),
            Err(error) => problems.push(toml_problem("R001", path, source, &error)),
        }
    }
    areas
}

/// Gives a rule the names of its area that it uses, and no others: a rule waits for every fact that its names read.
pub(super) fn take_names(rule: &mut Rule, area: &Named<'_>) {
    for (name, expression) in area.used(rule.all_words()) {
        rule.manifest.vars.entry(name.to_owned()).or_insert_with(|| expression.to_owned());
    }
}
