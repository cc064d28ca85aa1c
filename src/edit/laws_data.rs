//! Law 2 for data files: the value after an edit is the value before it, plus additions.
//!
//! The judges are other parsers than the ones the edits are made with, so a mistake would have to be
//! made twice to pass.

use std::collections::BTreeSet;

use jsonc_parser::ast::Value as Ast;
use jsonc_parser::{CollectOptions, ParseOptions};
use serde_json::{Map, Value};
use yaml_rust2::Event;
use yaml_rust2::parser::Parser;
use yaml_rust2::scanner::TScalarStyle;

use super::merge::dotenv_values;
use crate::lang::Language;
use crate::lang::data::Step;
use crate::lang::yaml_scalar;

/// Deeper documents are not judged; the bound also keeps the recursion over values short.
const MAX_DEPTH: usize = 200;

/// The value of a data file.
///
/// YAML gives the list of its documents, with an alias as `{"*": n}`, the n-th anchor of the file:
/// nothing is expanded, so a small file cannot become a large value.
///
/// # Errors
/// A sentence where the text cannot be read as the language, or the language has no value.
pub fn value_of(language: Language, text: &str) -> Result<Value, String> {
    match language {
        Language::Json => json(text),
        Language::Toml => toml(text),
        Language::Yaml => yaml(text),
        Language::Dotenv => Ok(dotenv(text)),
        other => Err(format!("{} files have no value to compare", other.name())),
    }
}

/// Checks that `after` is `before` plus new keys and new list elements: nothing is gone, nothing
/// changed, the old ones are in their old order. An empty place (null) may have become a container.
///
/// # Errors
/// A sentence that names the first path where it is not so.
pub fn only_added(before: &Value, after: &Value) -> Result<(), String> {
    compare(before, after, &mut Vec::new())
}

/// Checks that no mapping of a JSON file has a key twice that it had once: the last one would win, and a
/// comparison of values cannot see it. The other formats do not read such a file at all.
///
/// # Errors
/// A sentence that names the key.
pub fn no_key_twice(language: Language, before: &str, after: &str) -> Result<(), String> {
    if language != Language::Json {
        return Ok(());
    }
    let twice = keys_twice(after);
    if twice.is_empty() {
        return Ok(());
    }
    let known = keys_twice(before);
    match twice.iter().find(|key| !known.contains(key)) {
        Some(key) => Err(format!("`{key}` would be there twice")),
        None => Ok(()),
    }
}

fn keys_twice(text: &str) -> Vec<String> {
    let parsed = jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let mut open: Vec<Ast<'_>> = parsed.ok().and_then(|result| result.value).into_iter().collect();
    let mut twice = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            Ast::Object(object) => {
                let mut seen = BTreeSet::new();
                for property in object.properties {
                    let key = property.name.as_str().to_owned();
                    if !seen.insert(key.clone()) {
                        twice.push(key);
                    }
                    open.push(property.value);
                }
            }
            Ast::Array(array) => open.extend(array.elements),
            _ => {}
        }
    }
    twice
}

/// A value without what an operation takes out by name; each place comes with where it stood in the text.
pub fn without(mut value: Value, gone: &[(usize, Vec<Step>)]) -> Value {
    let mut gone: Vec<&(usize, Vec<Step>)> = gone.iter().collect();
    // From the end: the places of what stands before stay true.
    gone.sort_by_key(|(start, _)| std::cmp::Reverse(*start));
    gone.dedup();
    for (_, steps) in gone {
        let Some((last, above)) = steps.split_last() else { continue };
        let holder = above.iter().try_fold(&mut value, |value, step| match step {
            Step::Key(key) => value.get_mut(key),
            Step::Index(index) => value.get_mut(index),
        });
        match (holder, last) {
            (Some(Value::Object(map)), Step::Key(key)) => drop(map.shift_remove(key)),
            (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => drop(items.remove(*index)),
            _ => {}
        }
    }
    value
}

fn compare(before: &Value, after: &Value, path: &mut Vec<String>) -> Result<(), String> {
    if path.len() > MAX_DEPTH {
        return Err(format!("it nests deeper than {MAX_DEPTH} levels"));
    }
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let mut rest = new.iter();
            for (key, value) in old {
                path.push(key.clone());
                let Some((_, now)) = rest.by_ref().find(|(other, _)| *other == key) else {
                    let what = if new.contains_key(key) { "has moved" } else { "is gone" };
                    return Err(format!("{} {what}", name(path)));
                };
                compare(value, now, path)?;
                path.pop();
            }
            Ok(())
        }
        (Value::Array(old), Value::Array(new)) => {
            // Taking the first fitting element each time leaves the most for those that follow.
            let mut rest = new.iter();
            for (index, value) in old.iter().enumerate() {
                let mut first = None;
                path.push(index.to_string());
                let depth = path.len();
                let fits = rest.by_ref().any(|candidate| {
                    let verdict = compare(value, candidate, path);
                    path.truncate(depth);
                    first = first.take().or_else(|| verdict.clone().err());
                    verdict.is_ok()
                });
                if !fits {
                    return Err(first.unwrap_or_else(|| format!("{} is gone", name(path))));
                }
                path.pop();
            }
            Ok(())
        }
        (Value::Null, Value::Object(_) | Value::Array(_)) => Ok(()),
        _ if before == after => Ok(()),
        _ => Err(format!("{} has changed", name(path))),
    }
}

fn name(path: &[String]) -> String {
    if path.is_empty() { "the value at the top".to_owned() } else { format!("`{}`", path.join(".")) }
}

fn json(text: &str) -> Result<Value, String> {
    // An editor's taste in JSON is wide, but a missing comma is a broken file to every tool.
    let options = ParseOptions { allow_missing_commas: false, ..ParseOptions::default() };
    jsonc_parser::parse_to_serde_value::<Value>(text, &options)
        .map_err(|error| format!("it is not valid JSON: {error}"))
}

fn toml(text: &str) -> Result<Value, String> {
    let document = text.parse::<toml_edit::DocumentMut>().map_err(|error| {
        let reason = error.message().trim().replace('\n', ", ");
        format!("it is not valid TOML: {reason}")
    })?;
    Ok(toml_table(document.as_table()))
}

// The parser bounds the depth of a TOML document, so this recursion is bounded too.
fn toml_table(table: &dyn toml_edit::TableLike) -> Value {
    Value::Object(table.iter().map(|(key, item)| (key.to_owned(), toml_item(item))).collect())
}

fn toml_item(item: &toml_edit::Item) -> Value {
    use toml_edit::Item;
    match item {
        Item::None => Value::Null,
        Item::Table(table) => toml_table(table),
        Item::ArrayOfTables(tables) => Value::Array(tables.iter().map(|table| toml_table(table)).collect()),
        Item::Value(value) => toml_value(value),
    }
}

fn toml_value(value: &toml_edit::Value) -> Value {
    use toml_edit::Value as Toml;
    match value {
        Toml::String(text) => Value::String(text.value().clone()),
        Toml::Integer(number) => Value::from(*number.value()),
        Toml::Float(number) => serde_json::Number::from_f64(*number.value())
            .map_or_else(|| Value::String(number.value().to_string()), Value::Number),
        Toml::Boolean(truth) => Value::Bool(*truth.value()),
        Toml::Datetime(date) => Value::String(date.value().to_string()),
        Toml::Array(items) => Value::Array(items.iter().map(toml_value).collect()),
        Toml::InlineTable(table) => toml_table(table),
    }
}

/// Variables by name; the second of two equal names is told apart, so that neither can go unseen.
fn dotenv(text: &str) -> Value {
    let mut map = Map::new();
    for (key, value) in dotenv_values(text) {
        let mut name = key.clone();
        let mut count = 1;
        while map.contains_key(&name) {
            count += 1;
            name = format!("{key} ({count})");
        }
        map.insert(name, Value::String(value));
    }
    Value::Object(map)
}

/// A container that is still being read.
enum Open {
    List(Vec<Value>),
    Mapping(Map<String, Value>, Option<String>),
}

fn yaml(text: &str) -> Result<Value, String> {
    let mut parser = Parser::new_from_str(text).keep_tags(true);
    let mut open: Vec<Open> = Vec::new();
    let mut documents = Vec::new();
    loop {
        let (event, marker) = parser.next_token().map_err(|error| format!("it is not valid YAML: {error}"))?;
        let value = match event {
            Event::StreamEnd => return Ok(Value::Array(documents)),
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Map::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|container| match container {
                Open::List(items) => Value::Array(items),
                Open::Mapping(map, _) => Value::Object(map),
            }),
            Event::Alias(anchor) => Some(Value::Object(Map::from_iter([("*".to_owned(), Value::from(anchor))]))),
            Event::Scalar(text, TScalarStyle::Plain, _, None) => Some(yaml_scalar::resolve(&text)),
            Event::Scalar(text, ..) => Some(Value::String(text)),
            _ => None,
        };
        if open.len() > MAX_DEPTH {
            return Err(format!("it nests deeper than {MAX_DEPTH} levels (line {})", marker.line()));
        }
        let Some(value) = value else { continue };
        match open.last_mut() {
            None => documents.push(value),
            Some(Open::List(items)) => items.push(value),
            Some(Open::Mapping(map, key)) => match key.take() {
                None => *key = Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
                Some(key) => {
                    if map.contains_key(&key) {
                        return Err(format!("`{key}` occurs twice in one mapping (line {})", marker.line()));
                    }
                    map.insert(key, value);
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn additions_pass_and_anything_else_is_named() {
        let before = json!({"a": 1, "b": ["x", {"n": "y"}], "c": {"d": null}});
        let fine = json!({"a": 1, "z": 0, "b": ["w", "x", {"n": "y", "m": 1}, "v"], "c": {"d": {"e": 1}}});
        assert_eq!(only_added(&before, &fine), Ok(()));
        let says = |after: Value, sentence: &str| assert_eq!(only_added(&before, &after), Err(sentence.to_owned()));
        says(json!({"a": 2, "b": ["x", {"n": "y"}], "c": {"d": null}}), "`a` has changed");
        says(json!({"a": 1, "b": ["x", {"n": "y"}], "c": {}}), "`c.d` is gone");
        says(json!({"a": 1, "b": [{"n": "y"}, "x"], "c": {"d": null}}), "`b.1` is gone");
        says(json!({"a": 1, "b": ["x"], "c": {"d": null}}), "`b.1` is gone");
        says(json!({"b": ["x", {"n": "y"}], "a": 1, "c": {"d": null}}), "`b` has moved");
        says(json!([]), "the value at the top has changed");
    }

    #[test]
    fn a_key_that_comes_twice_is_seen() {
        let twice = |after| no_key_twice(Language::Json, r#"{"a": 1, "a": 2}"#, after);
        assert_eq!(twice(r#"{"a": 1, "a": 2, "b": [{"c": 1}, {"c": 1}]}"#), Ok(()));
        assert_eq!(twice(r#"{"a": 1, "a": 2, "b": [{"c": 1, "c": 1}]}"#), Err("`c` would be there twice".to_owned()));
    }

    #[test]
    fn what_is_taken_out_by_name_is_not_missed() {
        let before = json!({"a": [0, 1, 2], "b": {"c": 1, "d": 2}});
        let gone = |start, steps: &[Step]| (start, steps.to_vec());
        let key = |name: &str| Step::Key(name.to_owned());
        let gone = [
            gone(7, &[key("a"), Step::Index(0)]),
            gone(9, &[key("a"), Step::Index(2)]),
            gone(20, &[key("b"), key("c")]),
            gone(20, &[key("x"), key("y")]),
        ];
        assert_eq!(without(before, &gone), json!({"a": [1], "b": {"d": 2}}));
    }

    #[test]
    fn values_are_read_by_each_language_s_own_parser() {
        assert_eq!(value_of(Language::Json, "{\"a\": [1,], // c\n}"), Ok(json!({"a": [1]})));
        assert_eq!(
            value_of(Language::Toml, "[a]\nb.c = 'd'\n[[e]]\nf = 1\n"),
            Ok(json!({"a": {"b": {"c": "d"}}, "e": [{"f": 1}]}))
        );
        assert_eq!(
            value_of(Language::Yaml, "on: yes\nn: 1\n'q': \"1\"\ne:\n"),
            Ok(json!([{"on": "yes", "n": 1, "q": "1", "e": null}]))
        );
        assert_eq!(
            value_of(Language::Dotenv, "A=1\nexport B = 'x'\n# C=\nA=2\n"),
            Ok(json!({"A": "1", "B": "x", "A (2)": "2"}))
        );
        assert!(value_of(Language::Json, "{\"a\": 1 \"b\": 2}").is_err());
        assert!(value_of(Language::Python, "").is_err());
    }

    #[test]
    fn aliases_are_not_expanded() {
        let mut bomb = String::from("a0: &a0 [x, x]\n");
        for level in 1..60 {
            let below = level - 1;
            bomb.push_str(&format!("a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n"));
        }
        let value = value_of(Language::Yaml, &bomb).unwrap();
        assert!(value.to_string().len() < 10_000);
    }

    #[test]
    fn hostile_nesting_is_an_error_and_not_a_crash() {
        for (language, text) in [
            (Language::Json, "[".repeat(200_000)),
            (Language::Yaml, "[".repeat(200_000)),
            (Language::Yaml, "- ".repeat(50_000)),
            (Language::Toml, format!("a = {}", "[".repeat(200_000))),
            (Language::Toml, format!("{}a = 1", "a.".repeat(100_000))),
        ] {
            assert!(value_of(language, &text).is_err(), "{}", language.name());
        }
    }
}
