//! The operations a rule may name, with the fields each takes.
//!
//! The reference for authors and the schema for editors are made from these types: what stands above an
//! operation is what holds once it is done, and its example names every field it takes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::conditions::Conditions;
use crate::edit::InsertAt;
use crate::edit::merge::Identity;
use crate::manifest::Ecosystem;

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

/// The file exists; one without any code is filled.
///
/// ```toml
/// op = "create"
/// path = "{{ site.prefix }}metrics.py"
/// template = "metrics.py.j2"    # a file beside the rule, or `/area/file.j2` from the top of the pack
/// imports = { helpers = "{{ site.prefix }}helpers.py" }
/// ```
/// ```toml
/// op = "create"
/// path = "docs/metrics.md"
/// code = "# Metrics\n"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Create {
    /// The file, from the top of the repository.
    pub path: String,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub body: Body,
    /// Names for the template: each is how the new file imports that file of the repository.
    #[serde(default)]
    pub imports: BTreeMap<String, String>,
}

/// The statements stand before, after or inside the captured code, or last in its file; in YAML, entries before
/// or after the captured one.
///
/// ```toml
/// op = "insert"
/// at = "app"
/// place = "after"
/// code = "{{ app.text }}.start()"
/// ```
/// ```toml
/// op = "insert"
/// place = "file-end"
/// template = "handlers.py.j2"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Insert {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// Where, seen from the captured code.
    pub place: InsertAt,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub body: Body,
}

/// The captured code reads like this; with empty code it goes, and the blanks behind it.
///
/// ```toml
/// op = "replace"
/// at = "rate"
/// pattern = '^(\d+)%$'
/// code = "50"
/// ```
/// ```toml
/// op = "replace"
/// template = "handler.py.j2"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// A regular expression, no template: only the part of the code that its first group finds is replaced.
    pub pattern: Option<String>,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub body: Body,
}

/// The captured entry of a list, property, argument or statement is gone, with its comma and its line.
///
/// ```toml
/// op = "remove"
/// at = "plugin"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
}

/// The captured expression is the first argument of a call.
///
/// ```toml
/// op = "wrap"
/// at = "exported"
/// code = "withMetrics("
/// code_after = ", { quiet: true })"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wrap {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// The code before the expression.
    pub code: String,
    /// The code after it; `)` where it is left out.
    pub code_after: Option<String>,
}

/// The captured call has the argument or option; the captured object literal has the property.
///
/// ```toml
/// op = "argument"
/// at = "call"
/// name = "timeout"
/// code = "10"
/// index = 1
/// unless = ["deadline"]
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Argument {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// The argument's name.
    pub name: String,
    /// Its value.
    pub code: String,
    /// Which positional argument holds the options object, in JavaScript; the first where it is left out.
    pub index: Option<usize>,
    /// Arguments in whose presence this one is not wanted.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// The captured object literal holds the entries of another one too, which is gone.
///
/// ```toml
/// op = "join"
/// at = "options"
/// from = "more_options"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// The capture of the object literal whose entries are taken over.
    pub from: String,
}

/// The entries of the captured object literal stand where the table says, or are gone.
///
/// ```toml
/// op = "rename"
/// at = "options"
/// value = { hideMaps = "maps.hide", "silent=true" = "quiet.always", tunnel = "" }
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// From old names to new places of at least two keys: `name = "group.name"`; `""` where the entry goes, and
    /// `"name=true"` for an entry with that value.
    pub value: BTreeMap<String, String>,
}

/// The captured definition has the decorator.
///
/// ```toml
/// op = "decorator"
/// at = "view"
/// place = "below"
/// pattern = 'route\('
/// code = "@timed"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decorator {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// The decorator.
    pub code: String,
    /// Where among the others; `innermost` where it is left out.
    #[serde(default)]
    pub place: DecoratorSide,
    /// A regular expression for the decorator that `below` means.
    pub pattern: Option<String>,
}

/// The names are imported. Without `path`, into the site's file.
///
/// ```toml
/// op = "import"
/// module = "acme.metrics"
/// names = ["timed", "count as counted"]
/// at = "app"           # only where the pattern captured it
/// ```
/// ```toml
/// op = "import"
/// path = "src/index.ts"
/// module_file = "src/metrics.ts"
/// default = "metrics"
/// place = "first"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// A capture without which nothing is imported.
    pub at: Option<String>,
    /// The file that imports; the site's where it is left out.
    pub path: Option<String>,
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub module: Module,
    /// Names to import, `name` or `name as alias`; one that comes out empty is not wanted.
    #[serde(default)]
    pub names: Vec<String>,
    /// The local name of a default import.
    pub default: Option<String>,
    /// Where among the imports, if that matters.
    pub place: Option<ImportPlace>,
}

/// The captured collection holds the elements.
///
/// ```toml
/// op = "element"
/// at = "plugins"
/// elements = ["\"acme-metrics\"  # counts requests"]
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddElement {
    /// The capture it works on; `site` where it is left out.
    pub at: Option<String>,
    /// Templates that give one element a line, `code  # comment`.
    pub elements: Vec<String>,
}

/// The data file (JSON, JSONC, TOML, YAML) holds the value at that place. What is there already stays.
///
/// ```toml
/// op = "merge"
/// paths = ["config.yaml", "config.yml"]    # the first that exists, else the last, new
/// keys = ["services", "web", "environment"]
/// value = ["METRICS=on"]
/// identity = "whole"
/// place = "after"
/// pattern = "LOG_LEVEL=info"
/// comment = "Counts requests."
/// ```
/// ```toml
/// op = "merge"
/// at = "service"       # from the captured value on
/// keys = ["labels"]
/// value = { team = "{{ none }}" }
/// ```
/// ```toml
/// op = "merge"
/// path = "package.json"
/// keys = ["scripts", "metrics"]
/// value = "acme metrics"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeValue {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub into: Into,
    /// Where the value belongs, key by key; `steps[name=Deploy]` is an element of a list.
    pub keys: Vec<String>,
    /// The value; strings in it are templates, and `{{ none }}` is null.
    pub value: Json,
    /// How list elements are told apart: `whole`, `first` (their first element) or by that key.
    #[schemars(with = "Option<String>")]
    pub identity: Option<Identity>,
    /// A comment put above what is new.
    pub comment: Option<String>,
    /// Where among its siblings; `end` where it is left out.
    #[serde(default)]
    pub place: MergePlace,
    /// The key or element that `after` and `before` mean.
    pub pattern: Option<String>,
}

/// The env file names the variables.
///
/// ```toml
/// op = "variables"
/// paths = [".env.example", ".env.sample"]    # the first that exists
/// path = ".env.example"                      # the one to create otherwise
/// comment = "Metrics"
/// variables = [
///   { name = "METRICS_URL", comment = "Where metrics go; empty: nowhere" },
///   { name = "METRICS_RATE", value = "0.1" },
/// ]
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variables {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub file: Target,
    /// The variables.
    pub variables: Vec<Variable>,
    /// A comment put above what is new.
    pub comment: Option<String>,
}

/// The plain file has the line.
///
/// ```toml
/// op = "line"
/// paths = ["Procfile"]
/// place = "before"
/// pattern = "^web:"
/// code = "release: metrics mark"
/// ```
/// ```toml
/// op = "line"
/// path = ".gitignore"
/// code = ".metrics/"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    #[serde(flatten)]
    #[allow(missing_docs)]
    pub file: Target,
    /// The line.
    pub code: String,
    /// Where; `end` where it is left out.
    #[serde(default)]
    pub place: LineSide,
    /// A regular expression for the line that `after` and `before` mean.
    pub pattern: Option<String>,
}

/// The project's hand-kept manifest asks for the package.
///
/// ```toml
/// op = "dependency"
/// ecosystem = "npm"
/// name = "acme-metrics"
/// at_least = "2.1.0"
/// pin = "2.4.0"
/// range = "~"
/// beside = ["acme"]
/// ```
/// ```toml
/// op = "dependency"
/// ecosystem = "python"
/// name = "acme-metrics"
/// extras = ["http"]
/// at_least = "2.1"
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// Whose package it is.
    pub ecosystem: Ecosystem,
    /// The package. No template.
    pub name: String,
    /// The lowest version that has everything the rule uses.
    pub at_least: String,
    /// Extras of a Python package.
    #[serde(default)]
    pub extras: Vec<String>,
    /// Packages beside which the new one belongs.
    #[serde(default)]
    pub beside: Vec<String>,
    /// The version to name where the manifest pins every package to one; `at_least` where it is left out.
    pub pin: Option<String>,
    /// How the version is written in `package.json`: `^` where it is left out, `~`, or nothing.
    pub range: Option<String>,
}

/// An operation's text.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Code, a template.
    Code(String),
    /// A template file beside the rule, or `/area/file.j2` from the top of the pack.
    Template(String),
}

/// What is imported from.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// The module an import comes from.
    Module(String),
    /// The repository file an import comes from; the engine works out how this file imports it.
    ModuleFile(String),
}

/// The file an operation works on. One of both is needed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub struct Target {
    /// The file, from the top of the repository.
    pub path: Option<String>,
    /// Candidates: the first that exists is used; else `path` is created, or the last of these.
    #[serde(default)]
    pub paths: Vec<String>,
}

/// What a value is merged into.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Into {
    /// The file, from the top of the repository.
    Path(String),
    /// Candidates: the first that exists is used, the last is created.
    Paths(Vec<String>),
    /// The captured value of the site's file; `keys` lead on from there.
    At(String),
}

/// Where a decorator goes among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DecoratorSide {
    /// Right above the definition.
    #[default]
    Innermost,
    /// Below the decorator `pattern` finds.
    Below,
    /// Above all others.
    Outermost,
}

/// Where an import goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ImportPlace {
    /// Ahead of every other import.
    First,
}

/// Where a new key or element goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MergePlace {
    /// Before all others.
    Start,
    /// After all others.
    #[default]
    End,
    /// Where alphabetical order wants it, if the others are in that order; else at the end.
    Sorted,
    /// Right after the neighbour `pattern` names.
    After,
    /// Right before the neighbour `pattern` names.
    Before,
}

/// Where a line goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineSide {
    /// Last in the file.
    #[default]
    End,
    /// Below the line `pattern` finds.
    After,
    /// Above the line `pattern` finds.
    Before,
}

/// One variable of an env file.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// The variable's name, a template; where it comes out empty the variable is left out.
    pub name: String,
    /// Its example value; empty for secrets.
    #[serde(default)]
    pub value: String,
    /// One line that says what it is for.
    pub comment: Option<String>,
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
