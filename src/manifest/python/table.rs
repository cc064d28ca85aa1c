//! Requirements as `name = spec` pairs: Poetry's tables and the `Pipfile`.

use std::ops::Range;

use toml_edit::{Document, TableLike};

use super::ensure::{by_hand, conflict, missing, place};
use super::model::{Dialect, Entry, List};
use crate::edit::{EditError, TextEdit};
use crate::manifest::version::{Raise, raise_python};
use crate::manifest::{Requirement, insert as lists};

/// Adds a pair. Poetry gets its own caret notation, pipenv a lower bound.
pub(super) fn insert(
    source: &str,
    list: &List,
    dialect: Dialect,
    header: Option<usize>,
    anchor: Option<usize>,
    want: &Requirement,
    newline: &str,
) -> Result<Vec<TextEdit>, EditError> {
    let optional = anchor.and_then(|at| list.entries.get(at)).is_some_and(|entry| entry.optional);
    // Only pairs on lines of their own can be followed by another; sub-tables come after all pairs.
    let mut pairs = list.clone();
    pairs.entries.retain(|entry| entry.inline);
    let anchor = anchor.and_then(|at| pairs.entries.iter().position(|entry| entry.name == list.entries[at].name));
    let whole: Vec<Range<usize>> = pairs.entries.iter().map(|entry| entry.whole.clone()).collect();
    let Some(header) = header else {
        return Err(by_hand(list, "its requirements have no table of their own", want));
    };
    let new = pair(source, &pairs, dialect, optional, want);
    if whole.is_empty() {
        return Ok(vec![TextEdit::insert(lists::line_end(source, header), format!("{newline}{new}"))]);
    }
    let after = place(source, &pairs, want, anchor);
    Ok(vec![lists::into_lines(source, &whole, after, header, &new, newline)])
}

fn pair(source: &str, list: &List, dialect: Dialect, optional: bool, want: &Requirement) -> String {
    let written: Vec<&str> = list.entries.iter().filter_map(|entry| source.get(entry.whole.clone())).collect();
    let most = |count: usize| !written.is_empty() && count * 2 > written.len();
    let tight = most(written.iter().filter(|pair| !pair.contains(" =") && !pair.contains("= ")).count());
    let equals = if tight { "=" } else { " = " };
    let quote = if most(written.iter().filter(|pair| pair.contains('\'')).count()) { '\'' } else { '"' };
    let quoted = |text: &str| format!("{quote}{text}{quote}");
    let at_least = list.entries.iter().filter(|e| e.spec.as_deref().is_some_and(|spec| spec.starts_with('>'))).count();
    let version = match dialect {
        _ if list.pins().is_some() => quoted(&format!("{}{}", list.pins().unwrap_or_default(), want.pinned())),
        // A table that speaks in lower bounds throughout gets one more.
        Dialect::Poetry if !most(at_least) => quoted(&format!("^{}", want.at_least)),
        Dialect::Poetry | Dialect::Pipenv => quoted(&format!(">={}", want.at_least)),
    };
    if want.extras.is_empty() && !optional {
        return format!("{}{equals}{version}", want.name);
    }
    let mut fields = Vec::new();
    if !want.extras.is_empty() {
        fields.push(format!("extras{equals}{}", array(&want.extras, quote)));
    }
    fields.push(format!("version{equals}{version}"));
    if optional {
        fields.push(format!("optional{equals}true"));
    }
    let open = written.iter().find(|pair| pair.contains('{')).is_some_and(|pair| pair.contains("{ "));
    let pad = if open { " " } else { "" };
    format!("{}{equals}{{{pad}{}{pad}}}", want.name, fields.join(", "))
}

fn array(values: &[String], quote: char) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("{quote}{value}{quote}")).collect();
    format!("[{}]", quoted.join(", "))
}

/// Completes a pair that is there.
pub(super) fn update(
    source: &str,
    list: &List,
    entry: &Entry,
    dialect: Dialect,
    want: &Requirement,
) -> Result<Vec<TextEdit>, EditError> {
    let missing = missing(entry, want);
    let raised = match entry.spec.as_deref().filter(|_| !entry.url).map(|spec| raise(spec, dialect, want)) {
        None | Some(Raise::Keep) => None,
        Some(Raise::To(spec)) => Some(spec),
        Some(Raise::Conflict) => return Err(conflict(list, entry, want)),
    };
    if missing.is_empty() && raised.is_none() {
        return Ok(Vec::new());
    }
    let value = source.get(entry.text.clone()).unwrap_or_default();
    let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'));
    if let Some(quote) = quote {
        let spec = raised.or_else(|| entry.spec.clone()).unwrap_or_default();
        let spec = format!("{quote}{spec}{quote}");
        return Ok(vec![TextEdit::replace(
            entry.text.clone(),
            if missing.is_empty() {
                spec
            } else {
                format!("{{extras = {}, version = {spec}}}", array(&missing, quote))
            },
        )]);
    }
    fields(source, entry, &missing, raised).ok_or_else(|| {
        by_hand(list, &format!("line {} gives {} in a form that is not edited", entry.line, entry.name), want)
    })
}

fn raise(spec: &str, dialect: Dialect, want: &Requirement) -> Raise {
    match (raise_python(spec, &want.at_least), dialect) {
        // A bare version is a pin for Poetry; pipenv wants an operator.
        (Raise::To(new), Dialect::Pipenv) if new.starts_with(|c: char| c.is_ascii_digit()) => {
            Raise::To(format!("=={new}"))
        }
        (answer, _) => answer,
    }
}

/// Edits the fields of `{version = …, extras = […]}`, or of the sub-table that says the same.
fn fields(source: &str, entry: &Entry, missing: &[String], raised: Option<String>) -> Option<Vec<TextEdit>> {
    // Parsed on its own, an inline table keeps its offsets behind a key of known length.
    const KEY: &str = "a=";
    let value = source.get(entry.text.clone()).filter(|value| value.starts_with('{'))?;
    let text = format!("{KEY}{value}");
    let document = Document::parse(text.as_str()).ok()?;
    let table = document.as_table().get("a")?.as_inline_table()?;
    let shift = |range: Range<usize>| {
        Some(
            range.start.checked_sub(KEY.len())? + entry.text.start
                ..range.end.checked_sub(KEY.len())? + entry.text.start,
        )
    };
    let mut edits = Vec::new();
    if let Some(spec) = raised {
        let range = shift(table.get("version")?.span()?)?;
        let quote = source[range.clone()].chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        edits.push(TextEdit::replace(range, format!("{quote}{spec}{quote}")));
    }
    if missing.is_empty() {
        return Some(edits);
    }
    if let Some(extras) = TableLike::get(table, "extras") {
        let extras = extras.as_array()?;
        let span = shift(extras.span()?)?;
        let items: Vec<Range<usize>> = extras.iter().filter_map(toml_edit::Value::span).filter_map(&shift).collect();
        let quote = items.first().and_then(|item| source[item.clone()].chars().next()).unwrap_or('"');
        let new = missing.iter().map(|extra| format!("{quote}{extra}{quote}")).collect::<Vec<_>>().join(", ");
        let after = items.len().checked_sub(1);
        edits.extend(lists::into_brackets(source, span.start + 1..span.end - 1, &items, after, &new, "\n"));
    } else {
        let (first, _) = table.iter().next()?;
        let key = shift(table.key(first)?.span()?)?;
        let quote = if value.contains('\'') { '\'' } else { '"' };
        edits.push(TextEdit::insert(key.start, format!("extras = {}, ", array(missing, quote))));
    }
    Some(edits)
}
