//! What serde says of a file of the rule format, as its author sees it.

use std::ops::Range;

use serde_json::{Map, Value as Json};

use super::check::span_of;
use super::diagnostics::{Diagnostic, Mistake, nearest, nearest_expected, quoted};
use super::schema;

/// The codes a mistake may bring along, see [`Mistake`].
const CODES: [&str; 7] = ["R007", "R008", "R009", "R010", "R011", "R016", "R027"];

/// A mistake in a TOML file, with the nearest known word where one is misspelt.
pub fn toml_problem(code: &'static str, path: &str, source: &str, error: &toml_edit::de::Error) -> Diagnostic {
    let message = error.message().trim();
    let table = table_at(source, error.span());
    let text = &source[table.clone()];
    let mistake = Mistake::of_text(message).or_else(|| of_edit(message, text.strip_prefix("[[edit]]")?));
    let Some(mistake) = mistake else { return plain(code, path, source, error) };
    let span = span_of(text, &mistake.word);
    Diagnostic {
        code: CODES.into_iter().find(|code| *code == mistake.code).unwrap_or("R028"),
        message: mistake.message,
        file: path.to_owned(),
        source: source.to_owned(),
        span: table.start + span.start..table.start + span.end,
        label: mistake.label,
        hint: mistake.hint,
    }
}

/// "unknown field `x`, expected one of `a`, `b`": the nearest is offered instead of all of them.
fn plain(code: &'static str, path: &str, source: &str, error: &toml_edit::de::Error) -> Diagnostic {
    let message = error.message().trim();
    let near = nearest_expected(message);
    let (message, label) = near.map_or((message, "here"), |(short, _)| (short, "not known here"));
    let hint = near.map(|(_, near)| format!("did you mean `{near}`?"));
    Diagnostic {
        code,
        label: label.to_owned(),
        message: message.to_owned(),
        file: path.to_owned(),
        source: source.to_owned(),
        span: error.span().unwrap_or(0..0),
        hint,
    }
}

/// The table an error is about. The parser names its header alone.
fn table_at(source: &str, span: Option<Range<usize>>) -> Range<usize> {
    let Some(span) = span else { return 0..source.len() };
    if !source[span.clone()].starts_with('[') {
        return span;
    }
    let end = source[span.end..].find("\n[").map_or(source.len(), |length| span.end + length);
    span.start..end
}

/// What is wrong with an operation whose fields are these.
fn of_edit(message: &str, fields: &str) -> Option<Mistake> {
    let fields: Map<String, Json> = toml_edit::de::from_str(fields).ok()?;
    let op = fields.get("op").and_then(Json::as_str);
    let words = quoted(message);
    let (word, expected) = words.split_first().map_or(("", [].as_slice()), |(word, rest)| (*word, rest));
    if message.starts_with("unknown variant") {
        let (key, _) = fields.iter().find(|(_, value)| value.as_str() == Some(word))?;
        let (code, what) = if key == "op" { ("R008", "operation") } else { ("R011", key.as_str()) };
        let mistake = Mistake::unknown(code, what, word, expected.iter().copied());
        let all = format!("there are `{}`", expected.join("`, `"));
        return Some(if mistake.hint.is_some() { mistake } else { mistake.hinted(&all) });
    }
    let Some(op) = op else {
        return Some(Mistake::new("R009", "an operation needs `op`".to_owned(), "[[edit]]", "which one?"));
    };
    let known = schema::operation(op)?;
    if message.starts_with("unknown field") && fields.contains_key(word) {
        let names: Vec<&str> = known.fields.iter().map(|field| field.name.as_str()).collect();
        let hint = match nearest(word, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it takes `{}`", names.join("`, `")),
        };
        let message = format!("`{op}` does not take `{word}`");
        return Some(Mistake::new("R010", message, word, "not used by this operation").hinted(&hint));
    }
    // A missing field, or none of several of which one is needed.
    let missing = known.needs.iter().find(|names| !names.iter().any(|name| fields.contains_key(name)))?;
    let message = format!("`{op}` needs `{}`", missing.join("` or `"));
    Some(Mistake::new("R009", message, &format!("\"{op}\""), "incomplete"))
}
