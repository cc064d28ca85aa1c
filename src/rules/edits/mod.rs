//! The operations a rule may name, with the fields each takes.
//!
//! The reference for authors and the schema for editors are made from these types: what stands above an
//! operation is what holds once it is done, and its example names every field it takes.

mod code;
mod data;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::conditions::Conditions;

pub use code::*;
pub use data::*;

/// One operation. Whatever holds text is a template, unless its field says otherwise.
///
/// ```toml
/// [[edit]]
/// op = "argument"
/// name = "retries"
/// code = "3"
/// when = { "dep:acme" = ">=3" }
/// because = ["timeout"]
/// otherwise = "Pass `retries=3` to acme.connect: {{ reason }}."
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub struct Edit {
    /// Conditions for this operation alone.
    #[serde(default, skip_serializing)]
    pub when: Conditions,
    /// Names of arguments and packages: the operation only runs where one of them is added by this rule.
    #[serde(default)]
    pub because: Vec<String>,
    /// What to do by hand where the code has a shape this operation does not edit, or where its text
    /// comes out empty. The rule's other operations go on. It sees `reason`.
    pub otherwise: Option<String>,
    /// What it does.
    #[serde(flatten)]
    pub op: Op,
}

/// What an operation does.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "op", rename_all = "kebab-case")]
#[allow(missing_docs)] // Each says it itself.
pub enum Op {
    Create(Create),
    Insert(Insert),
    Replace(Replace),
    Remove(Remove),
    Wrap(Wrap),
    Argument(Argument),
    Join(Join),
    Rename(Rename),
    Decorator(Decorator),
    Import(Import),
    Element(AddElement),
    Merge(MergeValue),
    Variables(Variables),
    Line(Line),
    Dependency(Dependency),
}

impl Op {
    /// The capture it works on, where it names one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Op::Insert(Insert { at, .. })
            | Op::Replace(Replace { at, .. })
            | Op::Remove(Remove { at })
            | Op::Wrap(Wrap { at, .. })
            | Op::Argument(Argument { at, .. })
            | Op::Join(Join { at, .. })
            | Op::Rename(Rename { at, .. })
            | Op::Decorator(Decorator { at, .. })
            | Op::Import(Import { at, .. })
            | Op::Element(AddElement { at, .. }) => at.as_deref(),
            Op::Merge(MergeValue { into: Into::At(at), .. }) => Some(at),
            Op::Merge(_) | Op::Create(_) | Op::Variables(_) | Op::Line(_) | Op::Dependency(_) => None,
        }
    }

    /// Does it work on code, and on that of the site?
    pub fn is_on_site(&self) -> bool {
        let code = !matches!(
            self,
            Op::Import(_) | Op::Merge(_) | Op::Create(_) | Op::Variables(_) | Op::Line(_) | Op::Dependency(_)
        );
        code && self.at().is_none()
    }

    /// The template file it names.
    pub fn template(&self) -> Option<&str> {
        match self {
            Op::Create(Create { body, .. }) | Op::Insert(Insert { body, .. }) | Op::Replace(Replace { body, .. }) => {
                match body {
                    Body::Template(name) => Some(name),
                    Body::Code(_) => None,
                }
            }
            _ => None,
        }
    }

    /// The argument or package it adds, by its name in the rule: what `because` of later operations means.
    pub fn adds(&self) -> Option<&str> {
        match self {
            Op::Argument(argument) => Some(&argument.name),
            _ => self.dependency().map(|dependency| dependency.name.as_str()),
        }
    }

    /// The package it asks for.
    pub fn dependency(&self) -> Option<&Dependency> {
        if let Op::Dependency(dependency) = self { Some(dependency) } else { None }
    }

    /// Its regular expression, where the field is one and no template.
    pub fn regex(&self) -> Option<&str> {
        match self {
            Op::Replace(Replace { pattern, .. })
            | Op::Decorator(Decorator { pattern, .. })
            | Op::Line(Line { pattern, .. }) => pattern.as_deref(),
            _ => None,
        }
    }

    /// The place that needs a `pattern` beside it, where that is left out.
    pub fn relative_to_nothing(&self) -> Option<&'static str> {
        match self {
            Op::Decorator(Decorator { place: DecoratorSide::Below, pattern: None, .. }) => Some("below"),
            Op::Merge(MergeValue { place: MergePlace::After, pattern: None, .. })
            | Op::Line(Line { place: LineSide::After, pattern: None, .. }) => Some("after"),
            Op::Merge(MergeValue { place: MergePlace::Before, pattern: None, .. })
            | Op::Line(Line { place: LineSide::Before, pattern: None, .. }) => Some("before"),
            _ => None,
        }
    }

    /// The paths it names, as written.
    pub fn paths(&self) -> Vec<&str> {
        match self {
            Op::Create(Create { path, .. }) | Op::Merge(MergeValue { into: Into::Path(path), .. }) => vec![path],
            Op::Merge(MergeValue { into: Into::Paths(paths), .. }) => paths.iter().map(String::as_str).collect(),
            Op::Variables(Variables { file, .. }) | Op::Line(Line { file, .. }) => {
                file.path.iter().chain(&file.paths).map(String::as_str).collect()
            }
            Op::Import(Import { path, .. }) => path.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Its name in `op = "…"`.
    pub fn name(&self) -> String {
        let fields = serde_json::to_value(self).unwrap_or_default();
        fields.get("op").and_then(Json::as_str).unwrap_or_default().to_owned()
    }
}

impl Edit {
    /// The texts in it that are templates, unrendered: every string but regular expressions and the names that stand
    /// for captures or packages, which hold no `{{`.
    pub fn texts(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut fields = serde_json::to_value(self).ok();
        // With `line` it is a template.
        if !matches!(self.op, Op::Line(_))
            && let Some(fields) = fields.as_mut().and_then(Json::as_object_mut)
        {
            fields.remove("pattern");
        }
        let mut pending: Vec<Json> = fields.into_iter().collect();
        while let Some(value) = pending.pop() {
            match value {
                Json::String(text) => found.push(text),
                Json::Array(items) => pending.extend(items),
                Json::Object(fields) => pending.extend(fields.into_iter().map(|(_, value)| value)),
                _ => {}
            }
        }
        found
    }
}
