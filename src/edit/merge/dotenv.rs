//! dotenv files: `KEY=value` lines. A variable that is there, even commented out, counts as present.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::Value;

use super::{Merge, Segment};
use crate::edit::{EditError, EditResult, Edited, TextEdit};
use crate::lang::{Language, Style};

/// A variable wanted in a dotenv file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DotenvVar<'a> {
    /// The name.
    pub key: &'a str,
    /// The value, without quotes; they are added where needed.
    pub value: &'a str,
    /// A comment for the line above, without `#`; several lines allowed.
    pub comment: Option<&'a str>,
}

/// One variable as it stands in a file.
struct Line {
    key: String,
    value: String,
    /// The whole lines, with their last line break.
    range: Range<usize>,
    commented: bool,
    export: bool,
    spaced: bool,
}

/// Ensures variables in a dotenv file. With a `header` they stay together: behind the last variable that has the
/// header's word in its name, at the start or behind the prefix of one that is wanted, else as a block at the end, one
/// blank line below the rest and under the header. Without one, a new variable goes behind the last one with the same
/// prefix (up to the first `_`).
///
/// # Errors
/// [`EditError::Rule`] where a name is not one a shell would take.
pub fn dotenv(text: &str, wanted: &[DotenvVar<'_>], header: Option<&str>) -> EditResult {
    let lines = read(text);
    let style = Style::of(text, Language::Dotenv);
    let mut behind: Vec<(usize, String)> = Vec::new();
    let mut block = String::new();
    let mut done: Vec<&str> = Vec::new();
    let word = header.map(str::to_ascii_uppercase);
    // A name that only ends alike is another service's: `WEB_ACME_KEY` beside `ACME_KEY`.
    let alike = |key: &str, word: &str| {
        prefix(key) == Some(word) || wanted.iter().any(|var| var.key == key || prefix(var.key) == prefix(key))
    };
    let is_named = |line: &&Line, word: &str| line.key.split('_').any(|part| part == word) && alike(&line.key, word);
    let named = word.and_then(|word| lines.iter().rfind(|line| is_named(line, &word)));
    for var in wanted {
        let name = var.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !name || var.key.is_empty() || var.key.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(EditError::Rule(format!("`{}` is not the name of an environment variable", var.key)));
        }
        if done.contains(&var.key) || lines.iter().any(|line| line.key == var.key) {
            continue;
        }
        done.push(var.key);
        let new = format!("{}{}", comment_lines(var.comment), assignment(var, &lines));
        let kin = match header {
            Some(_) => named,
            None => prefix(var.key).and_then(|own| lines.iter().rfind(|line| prefix(&line.key) == Some(own))),
        };
        match kin {
            Some(line) => behind.push((line.range.end, new)),
            None => block.push_str(&new),
        }
    }
    if done.is_empty() {
        return Ok(Edited::Holds);
    }
    let mut edits: Vec<TextEdit> = Vec::new();
    for (at, new) in behind {
        match edits.iter_mut().find(|edit| edit.range.start == at) {
            Some(edit) => edit.text.push_str(&new),
            None => edits.push(TextEdit::insert(at, new)),
        }
    }
    if !block.is_empty() {
        let header = comment_lines(header);
        let blank =
            if text.trim().is_empty() || text.ends_with("\n\n") || text.ends_with("\n\r\n") { "" } else { "\n" };
        let new = format!("{blank}{header}{block}");
        match edits.iter_mut().find(|edit| edit.range.start == text.len()) {
            Some(edit) => edit.text.push_str(&new),
            None => edits.push(TextEdit::insert(text.len(), new)),
        }
    }
    for edit in &mut edits {
        if edit.range.start == text.len() && !style.final_newline {
            edit.text = format!("\n{}", edit.text.trim_end_matches('\n'));
        }
        edit.text = style.with_newlines(&edit.text);
    }
    edits.sort_by_key(|edit| edit.range.start);
    Ok(Edited::Edits(edits))
}

/// `merge` for dotenv: each path is one name, each value a scalar.
pub(super) fn merge(text: &str, wanted: &[Merge]) -> EditResult {
    let mut values = Vec::with_capacity(wanted.len());
    for one in wanted {
        let ([Segment::Key(key)], false) = (one.path.as_slice(), one.value.is_array() || one.value.is_object()) else {
            return Err(EditError::Rule("a dotenv file holds names with plain values only".to_owned()));
        };
        let value = match &one.value {
            Value::String(value) => value.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        values.push((key, value, one.comment.clone()));
    }
    let vars: Vec<DotenvVar<'_>> =
        values.iter().map(|(key, value, comment)| DotenvVar { key, value, comment: comment.as_deref() }).collect();
    dotenv(text, &vars, None)
}

/// The variables that are set, in order, with their values without quotes.
pub fn values_of(text: &str) -> Vec<(String, String)> {
    read(text).into_iter().filter(|line| !line.commented).map(|line| (line.key, line.value)).collect()
}

fn prefix(key: &str) -> Option<&str> {
    key.split_once('_').map(|(prefix, _)| prefix).filter(|prefix| !prefix.is_empty())
}

fn comment_lines(comment: Option<&str>) -> String {
    comment.unwrap_or_default().lines().fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "{}", format!("# {line}").trim_end());
        out
    })
}

/// `KEY=value` in the manner of the other lines, with a line break.
fn assignment(var: &DotenvVar<'_>, lines: &[Line]) -> String {
    let most = |is: fn(&&Line) -> bool| {
        let set = lines.iter().filter(|line| !line.commented);
        let all = set.clone().count();
        all > 0 && set.filter(is).count() * 2 > all
    };
    let export = if most(|line| line.export) { "export " } else { "" };
    let equals = if most(|line| line.spaced) { " = " } else { "=" };
    let value = quoted(var.value);
    format!("{export}{}{}\n", var.key, format!("{equals}{value}").trim_end())
}

/// Quotes a value where a reader of dotenv files or a shell would take it for more than text.
fn quoted(value: &str) -> String {
    let bare = value.chars().all(|c| c.is_alphanumeric() || "_-./:@%+,=~?&".contains(c));
    // A shell splits a bare `a&b`.
    if bare && !value.contains('&') {
        return value.to_owned();
    }
    if !value.contains(['\'', '\n', '\r']) {
        return format!("'{value}'");
    }
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '"' | '\\' | '$' | '`' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Reads the variables of a file, commented-out ones too. A quoted value may run over several lines.
fn read(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |next| at + next + 1);
        let mut range = at..end;
        if let Some(mut line) = variable(&text[at..end]) {
            let quote = line.value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
            if let Some(quote) = quote.filter(|_| !line.commented) {
                let open = end - text[at..end].len() + text[at..end].find('=').unwrap_or_default();
                let open = text[open..].find(quote).map_or(open, |found| open + found + 1);
                // An unclosed quote is a plain character.
                if let Some(close) = closing(&text[open..], quote) {
                    line.value = text[open..open + close].to_owned();
                    let stop = open + close;
                    range.end = memchr::memchr(b'\n', &text.as_bytes()[stop..]).map_or(text.len(), |n| stop + n + 1);
                }
            }
            at = range.end;
            line.range = range;
            lines.push(line);
        } else {
            at = end;
        }
    }
    lines
}

/// The offset of the quote that closes a value.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// `KEY=value`, `export KEY = value`, `# KEY=value`.
fn variable(line: &str) -> Option<Line> {
    let body = line.trim();
    let bare = body.trim_start_matches('#').trim_start();
    let commented = bare.len() != body.len();
    let exported = bare.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t']));
    let (name, value) = exported.unwrap_or(bare).split_once('=')?;
    let key = name.trim();
    let valid = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    // In a comment, prose with an equals sign is no variable: names are written in capitals.
    let shouted = key.chars().all(|c| !c.is_ascii_lowercase()) && key.starts_with(|c: char| c.is_ascii_uppercase());
    if !valid || commented && !shouted {
        return None;
    }
    let plain = value.trim();
    let value = match plain.starts_with(['"', '\'', '`']) {
        true => plain,
        // ` #` begins a comment behind a value without quotes.
        false => plain.find(" #").map_or(plain, |at| plain[..at].trim_end()),
    };
    Some(Line {
        key: key.to_owned(),
        value: value.to_owned(),
        range: 0..0,
        commented,
        export: exported.is_some(),
        spaced: name.ends_with(' '),
    })
}
