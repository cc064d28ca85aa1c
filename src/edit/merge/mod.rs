//! `merge`: ensures values in data files by path, for JSON, TOML, YAML and dotenv.
//!
//! The operation only ever adds. It looks for the first thing that is missing, inserts its bytes in
//! the form of its neighbours, and looks again, until nothing is missing. No file is ever written
//! back from a parsed form: what is not inserted is not touched, down to the last space. What a
//! *path*, a *missing element* or a *place* is, is the same for all formats (`ensure`); only how the
//! bytes of one insertion look is not (`flow`, `yaml`, `toml`).

mod doc;
mod dotenv;
mod ensure;
mod flow;
mod json;
mod pieces;
mod toml;
mod toml_insert;
mod yaml;
mod yaml_block;
mod yaml_scalar;
mod yaml_text;

#[cfg(test)]
mod tests;

use serde_json::Value;

pub use dotenv::{DotenvVar, dotenv, values_of as dotenv_values};
pub use yaml_text::insert as insert_yaml;

use crate::edit::{EditError, EditResult, Edited, TextEdit};
use crate::lang::Language;
use doc::{Doc, Layout};
use ensure::Insert;
use pieces::Pieces;

/// More insertions than this in one merge is a mistake in the rule or in the engine.
const MAX_INSERTIONS: usize = 10_000;

/// One value wanted at a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// Where, from the top of the document.
    pub path: Vec<Segment>,
    /// What is wanted there. A mapping or a list is merged into one that exists: its missing keys or
    /// elements are added. Any other value is only set where there is none.
    pub value: Value,
    /// For lists: how to tell that an element is already there; [`Identity::Whole`] by default.
    pub identity: Option<Identity>,
    /// A comment for the line above the new key, without its comment sign; several lines allowed.
    /// Left out where the format has no comments and inside one-line lists and mappings.
    pub comment: Option<String>,
    /// Where a new key or element goes.
    pub place: Place,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// The value of a key.
    Key(String),
    /// The element of a list at this place, from 0.
    Index(usize),
    /// The first list element that is a mapping whose `key` has the text `value`.
    Item {
        /// The key to look at.
        key: String,
        /// The value it must have.
        value: String,
    },
}

/// How to tell that a wanted list element is already there.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(from = "String", into = "String")]
pub enum Identity {
    /// An element equals the wanted one.
    Whole,
    /// A mapping has the same value for this key as the wanted mapping.
    Key(String),
    /// The elements have the same name: a string is its own name, the name of a list is its first
    /// element (`"name"` and `["name", {…}]` are the same).
    First,
}

impl From<String> for Identity {
    fn from(word: String) -> Identity {
        match word.as_str() {
            "whole" => Identity::Whole,
            "first" => Identity::First,
            _ => Identity::Key(word),
        }
    }
}

impl From<Identity> for String {
    fn from(identity: Identity) -> String {
        match identity {
            Identity::Whole => "whole".to_owned(),
            Identity::First => "first".to_owned(),
            Identity::Key(key) => key,
        }
    }
}

/// Where a new key or element goes. A neighbour is named by its key, or as a list element by its
/// text, its first element or the value of its identity key; without such a neighbour the new one
/// goes to the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// After all others.
    #[default]
    End,
    /// Before all others.
    Start,
    /// Right after this neighbour.
    After(String),
    /// Right before this neighbour.
    Before(String),
    /// Where alphabetical order wants it, if the others are in that order; else at the end.
    Sorted,
}

/// Ensures that every wanted value is in `text`.
///
/// # Errors
/// [`EditError::Conflict`] where the user has a value of another kind on the path,
/// [`EditError::Unsupported`] where the document is broken or has a form that cannot be edited
/// safely, [`EditError::Rule`] where the wanted value cannot be written in the language.
pub fn merge(language: Language, text: &str, wanted: &[Merge]) -> EditResult {
    if language == Language::Dotenv {
        return dotenv::merge(text, wanted);
    }
    let mut pieces = Pieces::of(text);
    let mut now = text.to_owned();
    let mut rounds = 0;
    for one in wanted {
        let mut comment = one.comment.as_deref();
        loop {
            let edits = {
                let doc = parse(language, &now)?;
                let Some(mut insert) = ensure::missing(&doc, one)? else { break };
                insert.comment = comment.take();
                write(&doc, &insert)?
            };
            pieces.apply(&edits);
            now = pieces.text();
            rounds += 1;
            if rounds > MAX_INSERTIONS {
                return Err(EditError::Rule(format!("it asks for more than {MAX_INSERTIONS} insertions in one file")));
            }
        }
    }
    if rounds == 0 { Ok(Edited::Holds) } else { Ok(Edited::Edits(pieces.into_edits())) }
}

fn parse(language: Language, text: &str) -> Result<Doc<'_>, EditError> {
    match language {
        Language::Json => json::parse(text),
        Language::Toml => toml::parse(text),
        Language::Yaml => yaml::parse(text),
        other => Err(EditError::Rule(format!("`merge` edits JSON, TOML, YAML and dotenv files, not {}", other.name()))),
    }
}

/// The edits for one insertion.
fn write(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    match (doc.language, doc.node(insert.into).layout) {
        (Language::Toml, Layout::Table | Layout::Dotted) => toml_insert::insert(doc, insert),
        (Language::Yaml, Layout::Block) => yaml_block::insert(doc, insert),
        _ => flow::insert(doc, insert),
    }
}
