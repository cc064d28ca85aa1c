//! The predicates of the query language that are ours, beside those of tree-sitter.

use schemars::JsonSchema;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

use super::schema;

/// What a predicate asks of the captured node; `not-` in front of any of them asks for the opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
pub enum Kind {
    /// Its text is a value of one of the facts.
    ///
    /// ```query
    /// (#fact-any-of? @name "acme.models")
    /// ```
    #[serde(rename = "fact-any-of?")]
    FactAnyOf,
    /// One of the facts names it: by the dotted origin it is imported from, or by its last name.
    ///
    /// ```query
    /// (#names? @_callee "acme.constructors")
    /// ```
    #[serde(rename = "names?")]
    Names,
    /// One of its ancestors is of one of these kinds.
    ///
    /// ```query
    /// (#not-inside? @site "function_definition" "class_definition")
    /// ```
    #[serde(rename = "inside?")]
    Inside,
    /// It was imported from one of these modules, under whatever name.
    ///
    /// ```query
    /// (#imported-from? @_callee "acme.connect" "acme.db.connect")
    /// ```
    #[serde(rename = "imported-from?")]
    ImportedFrom,
    /// Followed through the repository it leads to one of these: `acme.Auth()`, `acme#make().auth`, `acme.*()`.
    /// The name of a fact stands for each of its values.
    ///
    /// ```query
    /// (#bound-to? @_object "acme.Auth()" "acme.makers()")
    /// ```
    #[serde(rename = "bound-to?")]
    BoundTo,
    /// Its words are in one of the vocabularies, `vocabulary/NAME.toml`.
    ///
    /// ```query
    /// (#vocabulary? @path "critical")
    /// ```
    #[serde(rename = "vocabulary?")]
    Vocabulary,
    /// The name of the nearest function around it matches one of the patterns.
    ///
    /// ```query
    /// (#enclosing? @site "^create_")
    /// ```
    #[serde(rename = "enclosing?")]
    Enclosing,
    /// The heading of the nearest class around it, `Name(Base, Other)`, matches one of the patterns.
    ///
    /// ```query
    /// (#enclosing-class? @site "\\(.*Model\\b")
    /// ```
    #[serde(rename = "enclosing-class?")]
    EnclosingClass,
    /// It stands at one of these paths of a YAML file; `*` is any key or element.
    ///
    /// ```query
    /// (#path? @site "jobs.*.steps.*")
    /// ```
    #[serde(rename = "path?")]
    Path,
    /// The value at the path names a folder of the first fact and none of those that follow.
    ///
    /// ```query
    /// (#not-elsewhere? @site "jobs.*" "other.root" "acme.root")
    /// ```
    #[serde(rename = "elsewhere?")]
    Elsewhere,
    /// The value at the path, `*` being the keys and elements around it, matches one of the patterns.
    ///
    /// ```query
    /// (#value? @site "jobs.*.name" "[Dd]eploy")
    /// ```
    #[serde(rename = "value?")]
    Value,
}

/// What the arguments behind the capture are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Args {
    /// Words of no further meaning to a check.
    Words,
    /// Facts.
    Facts,
    /// A path, then facts.
    PathAndFacts,
    /// Vocabularies.
    Vocabularies,
    /// Regular expressions.
    Patterns,
    /// A path, then regular expressions.
    PathAndPatterns,
}

impl Kind {
    /// The predicate of that name, and whether it asks for the opposite.
    pub fn named(name: &str) -> Option<(Kind, bool)> {
        let (plain, negated) = name.strip_prefix("not-").map_or((name, false), |plain| (plain, true));
        let word: serde::de::value::StrDeserializer<'_, Error> = plain.into_deserializer();
        Some((Kind::deserialize(word).ok()?, negated))
    }

    /// Its name with the question mark, without `not-`.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The name and the meaning of every predicate.
    pub fn all() -> Vec<(String, String)> {
        schema::variants::<Kind>()
    }

    /// What its arguments are.
    pub fn args(self) -> Args {
        match self {
            Kind::FactAnyOf | Kind::Names => Args::Facts,
            Kind::Elsewhere => Args::PathAndFacts,
            Kind::Vocabulary => Args::Vocabularies,
            Kind::Enclosing | Kind::EnclosingClass => Args::Patterns,
            Kind::Value => Args::PathAndPatterns,
            Kind::Inside | Kind::ImportedFrom | Kind::BoundTo | Kind::Path => Args::Words,
        }
    }
}
