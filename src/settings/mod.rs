//! What the person asked for: command line over `.sentry-retrofit.toml` over the pack's defaults.

mod list;
mod remember;
mod schema;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::files::Files;
use crate::report::{Leave, Place};
use crate::rules::diagnostics::{nearest, nearest_expected};

pub use list::{Origin, Setting, list};
pub use remember::remembering;
pub use schema::{abouts, schema};

/// The settings file, at the root of the repository.
pub const FILE: &str = ".sentry-retrofit.toml";

/// Everything that steers a plan. Two runs with equal settings over equal files give equal plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Only these rules (ids or `area/` prefixes); empty means all.
    pub only: Vec<String>,
    /// None of these rules.
    pub skip: Vec<String>,
    /// Only this project.
    pub project: Option<String>,
    /// Sites picked by hand where a rule found several.
    pub at: Vec<Place>,
    /// Leave out what a person should look at.
    pub safe_only: bool,
    /// Values of the pack's settings.
    pub values: BTreeMap<String, serde_json::Value>,
    /// Places where a person does not want a rule that is welcome elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave: Vec<Leave>,
    /// Edit groups ([`RuleReport::group`](crate::report::RuleReport::group)) a person said no to.
    #[serde(skip)]
    pub declined: Vec<String>,
    /// Facts that are looked for whether or not a rule that applies reads them.
    #[serde(skip)]
    pub facts: Vec<String>,
}

/// Settings of sentry-retrofit for this repository.
// The comments are what editors show: they go into the JSON schema.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    /// Only these rules, by id or by area
    #[serde(default)]
    only: Vec<String>,
    /// None of these rules, by id or by area
    #[serde(default)]
    skip: Vec<String>,
    /// Where a rule finds several candidates, the ones that are meant, as FILE:LINE
    #[serde(default)]
    at: Vec<String>,
    /// Leave out changes a person should look at
    #[serde(default)]
    safe_only: bool,
    /// Places where a rule is not wanted that is welcome elsewhere, by the line of code they begin with
    #[serde(default)]
    leave: Vec<Leave>,
    /// Settings of the rules
    #[serde(default)]
    set: BTreeMap<String, serde_json::Value>,
}

impl SettingsFile {
    fn read(text: &str) -> Result<SettingsFile, SettingsError> {
        toml_edit::de::from_str(text).map_err(|error: toml_edit::de::Error| {
            let (whole, message) = (error.to_string(), error.message().trim());
            let near = nearest_expected(message);
            let near = near.map(|(short, near)| whole.replace(message, &format!("{short}; did you mean `{near}`?")));
            SettingsError::File(near.unwrap_or(whole).trim().to_owned())
        })
    }
}

/// Why the settings cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The settings file does not parse.
    #[error("{FILE} does not parse: {0}")]
    File(String),
    /// A place that is not `FILE:LINE`.
    #[error("`{0}` is no place; write FILE:LINE, for example app/__init__.py:14")]
    Place(String),
    /// A setting that is not `key=value`.
    #[error("`{0}` is no setting; write key=value")]
    Value(String),
    /// A setting no rule reads.
    #[error("there is no setting `{0}`{1}")]
    Unknown(String, String),
    /// A setting with a word that is none of those it takes.
    #[error("the setting `{0}` is `{1}`, and `{2}` is given")]
    Choice(String, String, String),
    /// A setting with a value of another type.
    #[error("the setting `{name}` takes {wanted}, and {found} is given; the settings are {all}")]
    Type {
        /// The setting.
        name: String,
        /// What it takes, with an example.
        wanted: &'static str,
        /// What was given.
        found: String,
        /// Every setting with what it takes.
        all: String,
    },
}

impl Settings {
    /// Puts the repository's own settings file underneath.
    ///
    /// # Errors
    /// [`SettingsError`] where the file does not parse or names an unknown setting.
    pub fn over_file(mut self, files: &dyn Files) -> Result<Settings, SettingsError> {
        let Some(text) = files.read_text(FILE) else { return Ok(self) };
        let file = SettingsFile::read(&text)?;
        if self.only.is_empty() {
            self.only = file.only;
        }
        self.skip.extend(file.skip);
        self.leave.extend(file.leave);
        for place in &file.at {
            self.at.push(place_of(place)?);
        }
        self.safe_only |= file.safe_only;
        for (key, value) in file.set {
            self.values.entry(key).or_insert(value);
        }
        Ok(self)
    }

    /// Fills in the pack's defaults, and makes sure that every setting is one the pack knows.
    ///
    /// # Errors
    /// [`SettingsError::Unknown`] with the nearest name there is, [`SettingsError::Type`] for a value of another type,
    /// [`SettingsError::Choice`] for a word that is none of its `choices`.
    pub fn over_defaults(
        mut self,
        defaults: &BTreeMap<String, serde_json::Value>,
        choices: &BTreeMap<String, Vec<String>>,
    ) -> Result<Settings, SettingsError> {
        if let Some(key) = self.values.keys().find(|key| !defaults.contains_key(*key)) {
            let near = nearest(key, defaults.keys().map(String::as_str));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(SettingsError::Unknown(key.clone(), hint));
        }
        for (key, value) in &self.values {
            let wanted = defaults.get(key).unwrap_or(value);
            if type_of(wanted) != type_of(value) {
                let all: Vec<String> =
                    defaults.iter().map(|(name, value)| format!("{name} ({})", type_of(value))).collect();
                let (name, found, all) = (key.clone(), value.to_string(), all.join(", "));
                return Err(SettingsError::Type { name, wanted: type_of(wanted), found, all });
            }
            let given = value.as_str().unwrap_or_default();
            if let Some(choices) = choices.get(key).filter(|choices| !choices.iter().any(|choice| choice == given)) {
                return Err(SettingsError::Choice(key.clone(), choices.join("` or `"), given.to_owned()));
            }
        }
        for (key, value) in defaults {
            self.values.entry(key.clone()).or_insert_with(|| value.clone());
        }
        Ok(self)
    }

    /// Is a rule among those asked for? `acme` and `acme/` both stand for all rules of that area.
    pub fn selects(&self, id: &str) -> bool {
        let names = |list: &[String]| {
            list.iter().any(|name| {
                id.strip_prefix(name.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        (self.only.is_empty() || names(&self.only)) && !names(&self.skip)
    }
}

/// What a setting of this value takes.
fn type_of(value: &serde_json::Value) -> &'static str {
    use serde_json::Value;
    match value {
        // Lists hold words: nothing else is asked for so far.
        Value::Array(items) if items.iter().all(Value::is_string) => "a list such as [\"a\", \"b\"]",
        Value::Array(_) => "a list of other things than texts",
        Value::String(_) => "a text",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::Object(_) => "a table",
        Value::Null => "nothing",
    }
}

/// Reads `FILE:LINE`.
///
/// # Errors
/// [`SettingsError::Place`] where it is not one.
pub fn place_of(text: &str) -> Result<Place, SettingsError> {
    let (file, line) = text.rsplit_once(':').ok_or_else(|| SettingsError::Place(text.to_owned()))?;
    let line = line.parse().map_err(|_| SettingsError::Place(text.to_owned()))?;
    Ok(Place { file: file.trim_start_matches("./").to_owned(), line })
}

/// Reads `key=value`; the value is TOML where it parses as TOML, else a string.
///
/// # Errors
/// [`SettingsError::Value`] where there is no `=`.
pub fn value_of(text: &str) -> Result<(String, serde_json::Value), SettingsError> {
    let (key, value) = text.split_once('=').ok_or_else(|| SettingsError::Value(text.to_owned()))?;
    let parsed = toml_edit::de::from_str::<BTreeMap<String, serde_json::Value>>(&format!("v = {value}"));
    let value = parsed.ok().and_then(|mut table| table.remove("v")).unwrap_or_else(|| value.into());
    Ok((key.trim().to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_selected_by_id_or_area() {
        let settings = Settings { only: vec!["acme/".into()], skip: vec!["acme/env".into()], ..Settings::default() };
        assert!(settings.selects("acme/init") && !settings.selects("acme/env") && !settings.selects("acmes/init"));
    }

    #[test]
    fn a_misspelt_field_of_the_file_has_the_nearest_one() {
        let said = |text: &str| SettingsFile::read(text).unwrap_err().to_string();
        assert!(said("skp = []\n").ends_with("unknown field `skp`; did you mean `skip`?"), "{}", said("skp = []\n"));
        assert!(said("[[leave]]\nfil = \"a\"\n").ends_with("unknown field `fil`; did you mean `file`?"));
        assert!(said("zebra = 1\n").contains("expected one of `only`, `skip`"));
    }

    #[test]
    fn places_and_values_are_read_or_refused_with_an_example() {
        assert_eq!(place_of("app/a.py:3"), Ok(Place { file: "app/a.py".into(), line: 3 }));
        assert!(place_of("app/a.py").is_err());
        assert_eq!(value_of("a=[\"x\"]"), Ok(("a".into(), serde_json::json!(["x"]))));
        assert_eq!(value_of("a=plain"), Ok(("a".into(), serde_json::json!("plain"))));
    }
}
