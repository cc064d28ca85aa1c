//! Every setting with its value and where that comes from.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use super::{FILE, Settings, SettingsError, SettingsFile, schema};
use crate::files::Files;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// This line of the settings file.
    File(usize),
    /// An option.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(line) => write!(f, "{FILE}:{line}"),
            Origin::CommandLine => f.write_str("command line"),
        }
    }
}

/// A setting as it is in force.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name in the settings file; those of the rules stand below `set`.
    pub name: String,
    /// What it takes, as JSON schema calls it.
    pub kind: &'static str,
    /// What is in force.
    pub value: Value,
    /// What would be if nobody said anything.
    pub default: Value,
    /// Where the value comes from; lists of several sources are added up.
    pub from: Vec<Origin>,
    /// What it is for.
    pub about: String,
}

/// The settings in force, those of the file's own fields first.
///
/// `given` is what the command line says, `whole` what it came to over the file and `defaults`; `abouts` says
/// what the settings of the rules are for.
///
/// # Errors
/// [`SettingsError::File`] where the settings file does not parse.
pub fn list(
    given: &Settings,
    whole: &Settings,
    files: &dyn Files,
    defaults: &BTreeMap<String, Value>,
    abouts: &BTreeMap<String, String>,
) -> Result<Vec<Setting>, SettingsError> {
    let text = files.read_text(FILE).unwrap_or_default();
    let lines = lines_of(&text)?;
    let own = schema::own_fields();
    let origin = |name: &str, told: bool, adds_up: bool| {
        let filed = lines.get(name).map(|line| Origin::File(*line)).filter(|_| adds_up || !told);
        let mut from: Vec<Origin> = told.then_some(Origin::CommandLine).into_iter().chain(filed).collect();
        if from.is_empty() {
            from.push(Origin::Default);
        }
        from
    };
    let field = |name: &str, value: Value, told: bool, adds_up: bool| Setting {
        name: name.to_owned(),
        kind: schema::kind(&value),
        default: if value.is_boolean() { Value::Bool(false) } else { json!([]) },
        value,
        from: origin(name, told, adds_up),
        about: own.get(name).cloned().unwrap_or_default(),
    };
    let places = |settings: &Settings| -> Vec<String> {
        settings.at.iter().map(|place| format!("{}:{}", place.file, place.line)).collect()
    };
    let mut all = vec![
        field("only", json!(whole.only), !given.only.is_empty(), false),
        field("skip", json!(whole.skip), !given.skip.is_empty(), true),
        field("at", json!(places(whole)), !given.at.is_empty(), true),
        field("safe_only", json!(whole.safe_only), given.safe_only, false),
        field("leave", json!(whole.leave), false, true),
    ];
    all.extend(defaults.iter().map(|(key, default)| {
        let name = format!("set.{key}");
        Setting {
            kind: schema::kind(default),
            value: whole.values.get(key).unwrap_or(default).clone(),
            default: default.clone(),
            from: origin(&name, given.values.contains_key(key), false),
            about: abouts.get(key).cloned().unwrap_or_default(),
            name,
        }
    }));
    Ok(all)
}

/// The line of every setting in the file.
fn lines_of(text: &str) -> Result<BTreeMap<String, usize>, SettingsError> {
    // The same words for the same mistake, wherever it is found.
    SettingsFile::read(text)?;
    let document = toml_edit::Document::parse(text).map_err(|error| SettingsError::File(error.to_string()))?;
    let mut lines = BTreeMap::new();
    let mut note = |prefix: &str, table: &dyn toml_edit::TableLike| {
        for (name, _) in table.iter() {
            let at = table.key(name).and_then(toml_edit::Key::span).map_or(0, |span| span.start);
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            lines.insert(format!("{prefix}{name}"), line);
        }
    };
    note("", document.as_table());
    if let Some(set) = document.get("set").and_then(toml_edit::Item::as_table_like) {
        note("set.", set);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_has_its_line_in_tables_of_every_form() {
        let lines = lines_of("skip = [\n  \"a\",\n]\n\n[set]\ntenant = \"x\"\n").unwrap();
        assert_eq!((lines["skip"], lines["set.tenant"]), (1, 6));
        assert_eq!(lines_of("\nset = { tenant = \"x\" }\n").unwrap()["set.tenant"], 2);
        assert_eq!(lines_of("set.tenant = \"x\"\n").unwrap()["set.tenant"], 1);
        assert!(matches!(lines_of("frob = 1\n"), Err(SettingsError::File(_))));
    }
}
