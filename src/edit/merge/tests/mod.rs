//! What `merge` promises, format by format, as texts before and after.

mod dotenv;
mod json;
mod properties;
mod toml;
mod yaml;

use serde_json::Value;

use super::*;
use crate::edit::laws_data::{only_added, value_of};
use crate::edit::splice;

fn keys(path: &str) -> Vec<Segment> {
    path.split('/').filter(|key| !key.is_empty()).map(|key| Segment::Key(key.to_owned())).collect()
}

/// A wanted value; `path` is parted by `/`.
fn want(path: &str, value: Value) -> Merge {
    Merge { path: keys(path), value, identity: None, comment: None, place: Place::End }
}

fn apply(language: Language, before: &str, wanted: &[Merge]) -> String {
    let edits = merge(language, before, wanted).unwrap().into_edits();
    splice(before, &edits).unwrap()
}

/// Merges, compares, and checks the laws on the way: idempotent, only additions.
#[track_caller]
fn becomes(language: Language, before: &str, wanted: &[Merge], after: &str) {
    let result = apply(language, before, wanted);
    assert_eq!(result, after, "\n--- got\n{result}\n--- wanted\n{after}");
    assert_eq!(merge(language, &result, wanted), Ok(Edited::Holds), "a second merge changes something");
    if !before.trim().is_empty() {
        let values = (value_of(language, before).unwrap(), value_of(language, &result).unwrap());
        assert_eq!(only_added(&values.0, &values.1), Ok(()));
    }
}

#[track_caller]
fn holds(language: Language, text: &str, wanted: &[Merge]) {
    assert_eq!(merge(language, text, wanted), Ok(Edited::Holds));
}

#[track_caller]
fn refuses(language: Language, text: &str, wanted: &[Merge], error: EditError) {
    assert_eq!(merge(language, text, wanted), Err(error));
}

#[test]
fn code_has_no_values_to_merge() {
    let error = EditError::Rule("`merge` edits JSON, TOML, YAML and dotenv files, not python".to_owned());
    refuses(Language::Python, "", &[want("a", Value::Null)], error);
}

#[test]
fn hostile_nesting_is_refused_without_a_crash() {
    for (language, text) in [
        (Language::Json, "[".repeat(100_000)),
        (Language::Json, format!("{}{}", "[".repeat(1_000), "]".repeat(1_000))),
        (Language::Toml, format!("a = {}{}", "[".repeat(1_000), "]".repeat(1_000))),
        (Language::Toml, format!("{}a = 1\n", "a.".repeat(1_000))),
        (Language::Yaml, format!("{}{}", "[".repeat(1_000), "]".repeat(1_000))),
        (Language::Yaml, "- ".repeat(1_000)),
    ] {
        let refused = merge(language, &text, &[want("a", Value::from(1))]);
        assert!(matches!(refused, Err(EditError::Unsupported(_))), "{refused:?}");
    }
}

#[test]
fn hostile_width_takes_no_hostile_time() {
    let tables: String = (0..20_000).map(|n| format!("[t{n}]\n")).collect();
    let line = format!("{{{}}}", (0..20_000).map(|n| format!("\"k{n}\":[{n}]")).collect::<Vec<_>>().join(","));
    let aliases: String = (0..7_000).map(|n| format!("- &a{n} {n}\n- *a{n}\n")).collect();
    let start = std::time::Instant::now();
    for (language, text, path) in
        [(Language::Toml, tables, "z"), (Language::Json, line, "z"), (Language::Yaml, format!("l:\n{aliases}"), "l")]
    {
        let edits = merge(language, &text, &[want(path, Value::Array(vec![Value::from("x")]))]).unwrap();
        assert_eq!(edits.into_edits().len(), 1);
    }
    // Seconds of slack for a busy machine; quadratic work would take minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
