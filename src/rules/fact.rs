//! What a rule that writes a fact says of it: `[fact]`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// A typed fact that a rule writes.
///
/// ```toml
/// [fact]
/// name = "acme.calls"
/// kind = "table"
/// columns = { file = "{{ site.file }}", line = "{{ site.line }}", folder = "{{ site.folder }}" }
/// key = "file"
/// headline = "acme is called in {{ site.file }}"
/// sends = "a request to {{ host.text }}"
/// about = "folder"
/// ```
/// ```toml
/// [fact]
/// name = "acme.makers"
/// kind = "set"
/// value = "{{ name.text }}"
/// seed = ["acme.connect"]
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactSpec {
    /// The fact's name, `area.noun`.
    pub name: String,
    /// One value, a set of values, or a table.
    pub kind: FactKind,
    /// The value of one match, a template; for `one` and `set`. A match whose value comes out empty tells
    /// nothing.
    pub value: Option<String>,
    /// The columns of one match, templates; for `table`.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// The column a table is sorted by. Each of its values has one row: that of the best pattern, and of the
    /// first file; a match that leaves it empty gives no row.
    pub key: Option<String>,
    /// Values of a `set` that are known before any file is read.
    #[serde(default)]
    pub seed: Vec<String>,
    /// A line for the head of the report, a template over one match; one that comes out empty is none.
    pub headline: Option<String>,
    /// The column of a table whose lines are the folders of the projects that a row is about: each has the headline of
    /// its rows at its head.
    pub about: Option<String>,
    /// What the app sends to others by what stands at a match once the plan is applied, a template over one match: a
    /// line for each thing. The page of the plan lists them.
    pub sends: Option<String>,
}

/// The type of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FactKind {
    /// One string.
    One,
    /// A sorted set of strings.
    Set,
    /// A list of records.
    Table,
}
