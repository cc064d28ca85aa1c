//! A rule as it was read, and what stands in its files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::bundled::words_of;
use super::check_query::file_of;
use super::diagnostics::Diagnostic;
use super::load::PackFiles;
use super::model::Manifest;
use super::names::asked_in;
use super::shapes::{Shapes, Spelled};

/// A rule: its manifest and the texts beside it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The folder's path in the pack: `area/name`.
    pub id: String,
    /// `rule.toml`, read.
    pub manifest: Manifest,
    /// `rule.toml` as written, for diagnostics.
    pub source: String,
    /// The other files of the folder (queries and templates) by name, and the queries that its manifest holds.
    pub texts: BTreeMap<String, String>,
    /// Where those stand in the manifest.
    pub inline: BTreeMap<String, usize>,
    /// Where the pieces stand of queries that use shapes; among the texts they are spelled out.
    pub spelled: BTreeMap<String, Spelled>,
    /// The rules whose outcome the pack's names ask for that its texts use, and those by which apps are known.
    pub named_outcomes: BTreeSet<String>,
    /// Does it ask about the apps of all areas?
    pub asks_for_apps: bool,
    /// Does it come with the repository? What the pack protects is not for it to write then.
    pub confined: bool,
}

impl Rule {
    /// Is this a rule that writes a fact rather than files?
    pub fn is_fact(&self) -> bool {
        self.manifest.fact.is_some()
    }

    /// The packages it makes a project depend on.
    pub fn packages(&self) -> impl Iterator<Item = &str> {
        let asked = self.manifest.edit.iter().filter_map(|edit| edit.op.dependency());
        asked.map(|dependency| dependency.name.as_str())
    }

    /// The rules whose outcome its texts ask for: `outcomes("area/name")`.
    pub fn outcomes(&self) -> BTreeSet<&str> {
        let own = self.all_texts().flat_map(|text| asked_in(text, "outcomes"));
        own.chain(self.named_outcomes.iter().map(String::as_str)).collect()
    }

    /// Names the queries that the manifest holds by the tables they stand in.
    pub(super) fn take_inline(&mut self) {
        let matches = self.manifest.matches.as_mut().map(|matches| (&mut matches.query, "[match]"));
        let done = self.manifest.done.as_mut().map(|done| (&mut done.query, "[done]"));
        for (query, name) in matches.into_iter().chain(done).filter(|(query, _)| !query.ends_with(".scm")) {
            let text = std::mem::replace(query, name.to_owned());
            self.inline.insert(name.to_owned(), self.source.find(&text).unwrap_or_default());
            self.texts.insert(name.to_owned(), text);
        }
    }

    /// Spells out the queries that use shapes.
    pub(super) fn spell<'f>(&mut self, shapes: &Shapes<'f>, files: &'f PackFiles, problems: &mut Vec<Diagnostic>) {
        let manifest = format!("{}/rule.toml", self.id);
        for (name, text) in &mut self.texts {
            let at = self.inline.get(name).copied();
            let place = if at.is_some() { manifest.clone() } else { file_of(&self.id, name) };
            let Some((file, source)) = files.get_key_value(&place).filter(|_| at.is_some() || name.ends_with(".scm"))
            else {
                continue;
            };
            let start = at.unwrap_or_default();
            if let Some(spelled) = shapes.spell(file, source, start..start + text.len(), problems) {
                text.clone_from(&spelled.text);
                self.spelled.insert(name.clone(), spelled);
            }
        }
    }

    /// The file that a place in one of its queries was written in, its text, and the bytes there.
    pub fn place<'r>(&'r self, name: &str, span: &Range<usize>) -> Option<(String, &'r str, Range<usize>)> {
        if let Some(spelled) = self.spelled.get(name) {
            let (file, source, span) = spelled.place(span)?;
            return Some((file.to_owned(), source, span));
        }
        Some(match self.inline.get(name) {
            Some(at) => (format!("{}/rule.toml", self.id), &self.source, span.start + at..span.end + at),
            None => (file_of(&self.id, name), self.texts.get(name)?, span.clone()),
        })
    }

    /// Its manifest and the texts beside it.
    pub fn all_texts(&self) -> impl Iterator<Item = &str> {
        self.written().map(|(_, text)| text).chain(self.names_of_its_area())
    }

    /// What is left of these texts where only names of the pack and of facts count.
    pub fn all_words(&self) -> impl Iterator<Item = &str> {
        self.own_words().chain(self.names_of_its_area())
    }

    /// The same of its own files.
    pub fn own_words(&self) -> impl Iterator<Item = &str> {
        self.written().map(|(name, text)| words_of(&file_of(&self.id, name), text))
    }

    fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        let beside = self.texts.iter().filter(|(name, _)| !self.inline.contains_key(*name));
        let beside = beside.map(|(name, text)| (name.as_str(), text.as_str()));
        std::iter::once(("rule.toml", self.source.as_str())).chain(beside)
    }

    /// They are not in its source.
    fn names_of_its_area(&self) -> impl Iterator<Item = &str> {
        self.manifest.vars.values().map(String::as_str)
    }
}
