//! Operations on data: values, variables, lines, dependencies.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::edit::merge::Identity;
use crate::manifest::Ecosystem;

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
/// requires = { acme-core = ">=1.4" }
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// Whose package it is.
    pub ecosystem: Ecosystem,
    /// The package. No template.
    pub name: String,
    /// The lowest version that has everything the rule uses; may be a template.
    pub at_least: String,
    /// Extras of a Python package.
    #[serde(default)]
    pub extras: Vec<String>,
    /// Packages beside which the new one belongs.
    #[serde(default)]
    pub beside: Vec<String>,
    /// The version to name where the manifest pins every package to one; `at_least` where it is left out.
    pub pin: Option<String>,
    /// What the package itself needs, by the spec of each: where the manifests hold one of them to older versions,
    /// nothing could be installed, and the rule ends in conflict. No templates.
    #[serde(default)]
    pub requires: BTreeMap<String, String>,
    /// How the version is written in `package.json`: `^` where it is left out, `~`, or nothing.
    pub range: Option<String>,
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
