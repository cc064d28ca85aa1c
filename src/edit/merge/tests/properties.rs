//! The laws on generated documents: whatever the form of the document and whatever is wanted, the
//! result parses, says what was wanted, only adds, and wants no second merge.

use proptest::prelude::*;
use serde_json::Map;

use super::*;

const KEYS: [&str; 8] = ["a", "b", "c d", "on", "é", "x-y", "1", "q\"'"];
const TEXTS: [&str; 12] =
    ["", "x", "true", "1.0", "a: b", "it's", "two\nlines", "ends\n", "${{ a.b }}", "# no", "[x, {y}]", "ü \u{1}"];

fn key() -> impl Strategy<Value = String> {
    prop::sample::select(&KEYS[..]).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        (-9i64..100).prop_map(Value::from),
        prop::sample::select(&TEXTS[..]).prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((key(), inner), 0..4).prop_map(|pairs| Value::Object(Map::from_iter(pairs))),
        ]
    })
}

fn mapping() -> impl Strategy<Value = Value> {
    prop::collection::vec((key(), value()), 0..5).prop_map(|pairs| Value::Object(Map::from_iter(pairs)))
}

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::End),
        Just(Place::Start),
        Just(Place::Sorted),
        key().prop_map(Place::After),
        key().prop_map(Place::Before),
    ]
}

fn patch() -> impl Strategy<Value = (Vec<String>, Value, Place, bool)> {
    (prop::collection::vec(key(), 0..3), value(), place(), any::<bool>())
}

/// A writer's whims, drawn from a seed.
struct Whim(u64);

impl Whim {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }
}

struct Writer {
    whim: Whim,
    step: String,
    list_step: String,
    dash: String,
    comments: bool,
    trailing: bool,
    out: String,
}

impl Writer {
    fn new(seed: u64, sign: &str) -> Writer {
        let mut whim = Whim(seed);
        let width = 1 + usize::try_from(whim.below(4)).unwrap();
        let tab = sign != "#" && whim.one_in(3);
        let list = usize::try_from(whim.below(4)).unwrap();
        Writer {
            step: if tab { "\t".to_owned() } else { " ".repeat(width) },
            list_step: " ".repeat(list),
            dash: format!("-{}", " ".repeat(1 + usize::try_from(whim.below(3)).unwrap())),
            comments: whim.one_in(2),
            trailing: whim.one_in(3),
            whim,
            out: String::new(),
        }
    }

    fn comment(&mut self, sign: &str, indent: &str) {
        if self.comments && self.whim.one_in(4) {
            self.out.push_str(&format!("{indent}{sign} note, \"é\": [\n"));
        }
        if self.comments && self.whim.one_in(8) {
            self.out.push('\n');
        }
    }

    fn json(&mut self, value: &Value, indent: &str) {
        let (open, close, count) = match value {
            Value::Array(items) => ('[', ']', items.len()),
            Value::Object(map) => ('{', '}', map.len()),
            other => return self.out.push_str(&other.to_string()),
        };
        let line = count == 0 || self.whim.one_in(4);
        if line && !(count == 0 && self.comments && self.whim.one_in(4)) {
            return self.out.push_str(&value.to_string());
        }
        let inner = format!("{indent}{}", self.step);
        self.out.push(open);
        self.out.push('\n');
        let entries: Vec<(Option<&String>, &Value)> = match value {
            Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
            Value::Object(map) => map.iter().map(|(key, value)| (Some(key), value)).collect(),
            _ => Vec::new(),
        };
        for (index, (key, value)) in entries.into_iter().enumerate() {
            self.comment("//", &inner);
            self.out.push_str(&inner);
            if let Some(key) = key {
                self.out.push_str(&format!("{}: ", Value::from(key.as_str())));
            }
            self.json(value, &inner);
            if index + 1 < count || self.trailing {
                self.out.push(',');
            }
            if self.comments && self.whim.one_in(5) {
                self.out.push_str(" // after, it");
            }
            self.out.push('\n');
        }
        self.comment("//", &inner);
        self.out.push_str(&format!("{indent}{close}"));
    }

    /// Writes what follows a key or a dash, to the end of the line and below.
    fn yaml(&mut self, value: &Value, indent: &str, in_list: bool) {
        let flow = self.whim.one_in(5);
        match value {
            Value::Object(map) if !map.is_empty() && !flow => {
                let indent = if in_list { indent.to_owned() } else { format!("{indent}{}", self.step) };
                if !in_list {
                    self.out.push('\n');
                }
                let mut first = in_list;
                for (key, value) in map {
                    if !std::mem::take(&mut first) {
                        self.comment("#", &indent);
                        self.out.push_str(&indent);
                    }
                    self.yaml_key(key);
                    self.yaml(value, &indent, false);
                }
                self.comment("#", &indent);
            }
            Value::Array(items) if !items.is_empty() && !flow => {
                let indent = if in_list { indent.to_owned() } else { format!("{indent}{}", self.list_step) };
                if !in_list {
                    self.out.push('\n');
                }
                let mut first = in_list;
                let inner = format!("{indent}{}", " ".repeat(self.dash.len()));
                for item in items {
                    if !std::mem::take(&mut first) {
                        self.comment("#", &indent);
                        self.out.push_str(&indent);
                    }
                    let dash = self.dash.clone();
                    self.out.push_str(&dash);
                    self.yaml(item, &inner, true);
                }
            }
            other => {
                let text = other.as_str().filter(|text| text.ends_with('\n') && !flow);
                let space = if in_list { "" } else { " " };
                if other == "" && self.whim.one_in(2) {
                    let trimmed = self.out.trim_end_matches(' ').len();
                    self.out.truncate(trimmed);
                    return self.out.push('\n');
                }
                match text {
                    Some(text) => self.out.push_str(&format!("{space}|\n{indent}{}{}", self.step, text)),
                    None => {
                        let plain = other.to_string().replace("\":", "\": ");
                        let comment = if self.comments && self.whim.one_in(5) { " # after" } else { "" };
                        self.out.push_str(&format!("{space}{plain}{comment}\n"));
                    }
                }
            }
        }
    }

    fn yaml_key(&mut self, key: &str) {
        match key {
            "q\"'" => self.out.push_str("'q\"''':"),
            _ if self.whim.one_in(3) => self.out.push_str(&format!("\"{key}\":")),
            _ => self.out.push_str(&format!("{key}:")),
        }
    }

    fn toml(&mut self, map: &Map<String, Value>, path: &str) {
        let (mut tables, mut dotted) = (Vec::new(), Vec::new());
        for (key, value) in map {
            match value {
                Value::Object(table) if !self.whim.one_in(4) => tables.push((key, table)),
                Value::Object(table) if !table.is_empty() && !table.values().any(Value::is_object) => {
                    dotted.push((key, table));
                }
                other => self.toml_pair(&toml_insert::key(key), other),
            }
        }
        for (key, table) in dotted {
            for (below, value) in table {
                self.toml_pair(&format!("{}.{}", toml_insert::key(key), toml_insert::key(below)), value);
            }
        }
        for (key, table) in tables {
            let path =
                if path.is_empty() { toml_insert::key(key) } else { format!("{path}.{}", toml_insert::key(key)) };
            if self.whim.one_in(2) {
                self.out.push('\n');
            }
            self.comment("#", "");
            // A table with nothing but tables below it may do without a header.
            let bare = !table.is_empty() && table.values().all(|value| value.as_object().is_some_and(Map::is_empty));
            if !bare {
                self.out.push_str(&format!("[{path}] # head\n"));
                self.toml(table, &path);
            } else {
                for key in table.keys() {
                    self.out.push_str(&format!("[{path}.{}]\n", toml_insert::key(key)));
                }
            }
        }
    }

    fn toml_pair(&mut self, key: &str, value: &Value) {
        self.comment("#", "");
        let spread = value.as_array().filter(|items| !items.is_empty() && self.whim.one_in(2));
        let text = match spread {
            Some(items) => {
                let lines: Vec<String> = items.iter().map(|item| format!("{}{}", self.step, toml_line(item))).collect();
                let last = if self.trailing { ",\n]" } else { " # last, of it\n]" };
                format!("[\n{}{last}", lines.join(", # one\n"))
            }
            None => toml_line(value),
        };
        self.out.push_str(&format!("{key} = {text}\n"));
    }
}

fn toml_line(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(toml_line).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, value)| format!("{} = {}", toml_insert::key(key), toml_line(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn finish(text: String, seed: u64) -> String {
    let text = if seed.is_multiple_of(3) { text.trim_end().to_owned() } else { text };
    if seed.is_multiple_of(5) { text.replace('\n', "\r\n") } else { text }
}

fn document(language: Language, value: &Value, seed: u64) -> String {
    let mut writer = Writer::new(seed, language.line_comment());
    match (language, value) {
        (Language::Json, _) => {
            writer.json(value, "");
            writer.out.push('\n');
        }
        (Language::Yaml, Value::Object(map)) if !map.is_empty() => {
            for (key, value) in map {
                writer.comment("#", "");
                writer.yaml_key(key);
                writer.yaml(value, "", false);
            }
        }
        (Language::Toml, Value::Object(map)) => writer.toml(map, ""),
        _ => {}
    }
    finish(writer.out, seed)
}

/// Does a value hold what was wanted at a path? A value the user had wins, so kinds may differ.
fn says(value: &Value, path: &[String], wanted: &Value) -> bool {
    let mut at = value;
    for key in path {
        match at.get(key) {
            Some(next) => at = next,
            None => return false,
        }
    }
    let mut queue = vec![(at, wanted)];
    while let Some((there, wanted)) = queue.pop() {
        match (there, wanted) {
            (Value::Object(there), Value::Object(wanted)) => {
                for (key, value) in wanted {
                    let Some(there) = there.get(key) else { return false };
                    queue.push((there, value));
                }
            }
            (Value::Array(there), Value::Array(wanted)) if !wanted.iter().all(|value| there.contains(value)) => {
                return false;
            }
            _ => {}
        }
    }
    true
}

fn laws(language: Language, before: &Value, seed: u64, patches: &[(Vec<String>, Value, Place, bool)]) {
    let text = document(language, before, seed);
    let first =
        |value: Value| if language == Language::Yaml { value.get(0).cloned().unwrap_or_default() } else { value };
    let parsed = match text.trim().is_empty() {
        true => Value::Null,
        false => first(value_of(language, &text).unwrap_or_else(|error| panic!("{error}\n{text}"))),
    };
    // The documents are mappings; two patches that disagree on that prove nothing.
    let patches: Vec<_> =
        patches.iter().filter(|(path, value, ..)| !path.is_empty() || value.is_object()).cloned().collect();
    let wanted: Vec<Merge> = patches
        .iter()
        .map(|(path, value, place, comment)| Merge {
            path: path.iter().map(|key| Segment::Key(key.clone())).collect(),
            value: value.clone(),
            identity: None,
            comment: comment.then(|| "new, é\n\nmore".to_owned()),
            place: place.clone(),
        })
        .collect();
    let edits = match merge(language, &text, &wanted) {
        Ok(edits) => edits.into_edits(),
        Err(EditError::Conflict(_)) => return,
        Err(EditError::Unsupported(reason))
            if reason.contains("without a line break") || reason.contains("dotted keys") =>
        {
            return;
        }
        Err(error) => panic!("{error}\n{text}"),
    };
    for edit in &edits {
        assert!(text[edit.range.clone()].trim().is_empty(), "{edit:?} takes text away from\n{text}");
    }
    let result = splice(&text, &edits).unwrap();
    let story = || format!("\n--- before\n{text}\n--- after\n{result}\n--- wanted\n{patches:?}");
    if result.trim().is_empty() {
        return;
    }
    let after = first(value_of(language, &result).unwrap_or_else(|error| panic!("{error}{}", story())));
    if let Err(broken) = only_added(&parsed, &after) {
        panic!("{broken}{}", story());
    }
    for (path, value, ..) in &patches {
        assert!(says(&after, path, value), "{path:?} is not there{}", story());
    }
    match merge(language, &result, &wanted) {
        Ok(Edited::Holds) => {}
        other => panic!("a second merge gives {other:?}{}", story()),
    }
    if text.contains("\r\n") && !text.replace("\r\n", "").contains('\n') {
        assert!(!result.replace("\r\n", "").contains('\n'), "mixed line ends{}", story());
    }
    // A block of text that needs its line break is the only reason to add one at the end.
    let needs = ["|\n", "|\r\n", "|+"].iter().any(|header| result.contains(header));
    if !text.is_empty() && !needs {
        assert_eq!(result.ends_with('\n'), text.ends_with('\n'), "{}", story());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_keeps_the_laws(before in mapping(), seed in any::<u64>(), patches in prop::collection::vec(patch(), 1..4)) {
        laws(Language::Json, &before, seed, &patches);
    }

    #[test]
    fn toml_keeps_the_laws(before in mapping(), seed in any::<u64>(), patches in prop::collection::vec(patch(), 1..4)) {
        laws(Language::Toml, &before, seed, &patches);
    }

    #[test]
    fn yaml_keeps_the_laws(before in mapping(), seed in any::<u64>(), patches in prop::collection::vec(patch(), 1..4)) {
        laws(Language::Yaml, &before, seed, &patches);
    }
}
