//! The JSON schema of the settings file, made from its type and from the settings of the rules.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::SettingsFile;

/// The schema, for editors. `defaults` are the settings of the rules, `choices` the words that some of them take, `abouts`
/// what they are for.
pub fn schema(
    defaults: &BTreeMap<String, Value>,
    choices: &BTreeMap<String, Vec<String>>,
    abouts: &BTreeMap<String, String>,
) -> Value {
    let mut schema = schemars::schema_for!(SettingsFile).to_value();
    let settings = defaults.iter().map(|(name, default)| {
        let mut property = json!({ "type": kind(default), "default": default });
        if let Some(about) = abouts.get(name) {
            property["description"] = about.as_str().into();
        }
        if let Some(choices) = choices.get(name) {
            property["enum"] = json!(choices);
        }
        // An empty list is one of words as well: nothing else is asked for in a file so far.
        if default.as_array().is_some_and(|items| items.iter().all(Value::is_string)) {
            property["items"] = json!({ "type": "string" });
        }
        (name.clone(), property)
    });
    let settings: serde_json::Map<String, Value> = settings.collect();
    let set = &mut schema["properties"]["set"];
    *set = json!({
        "description": set["description"],
        "type": "object",
        "properties": settings,
        "additionalProperties": false,
    });
    schema["title"] = super::FILE.into();
    schema
}

/// What the fields of the file itself are for.
pub(super) fn own_fields() -> BTreeMap<String, String> {
    let schema = schemars::schema_for!(SettingsFile).to_value();
    let fields = schema["properties"].as_object().into_iter().flatten();
    fields.map(|(name, field)| (name.clone(), field["description"].as_str().unwrap_or_default().to_owned())).collect()
}

/// The JSON type of a value.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "array",
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::Object(_) => "object",
        Value::Null => "null",
    }
}

/// What the settings of a `pack.toml` are for: the comment above each, and above the first of several in a row.
pub fn abouts(pack: &str) -> BTreeMap<String, String> {
    let mut abouts = BTreeMap::new();
    let Ok(document) = pack.parse::<toml_edit::DocumentMut>() else { return abouts };
    let Some(settings) = document.get("settings").and_then(toml_edit::Item::as_table) else { return abouts };
    let mut last = String::new();
    for (name, _) in settings {
        let above = settings.key(name).and_then(|key| key.leaf_decor().prefix()?.as_str()).unwrap_or_default();
        if !above.is_empty() {
            let lines: Vec<&str> = above.lines().filter_map(|line| line.trim().strip_prefix('#')).collect();
            last = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        }
        if !last.is_empty() {
            abouts.insert(name.to_owned(), last.clone());
        }
    }
    abouts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_about_the_settings_below_it_up_to_a_blank_line() {
        let found = abouts("[settings]\n# Of two\n# lines.\na = 1\nb = []\n\nc = 2\n# Last.\nd = { x = 1 }\n");
        assert_eq!(found["a"], "Of two lines.");
        assert_eq!(found["b"], "Of two lines.");
        assert_eq!((found.get("c"), found["d"].as_str()), (None, "Last."));
    }

    #[test]
    fn every_field_of_the_file_says_what_it_is_for() {
        let own = own_fields();
        assert_eq!(own.keys().collect::<Vec<_>>(), ["at", "leave", "only", "safe_only", "set", "skip"]);
        assert!(own.values().all(|about| !about.is_empty()));
    }
}
