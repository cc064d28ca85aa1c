//! Operations on code, and on the files it stands in.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::edit::InsertAt;

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
