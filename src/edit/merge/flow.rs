//! Insertions between brackets: JSON, TOML arrays and inline tables, YAML flow style.
//!
//! A container that has one entry per line gets a line more; one that is written on a line stays on
//! that line. Brackets with nothing between them open the way the rest of the file does it.

use serde_json::Value;

use super::doc::{Doc, Entry, Id, Kind, Layout, Node};
use super::ensure::Insert;
use super::{toml_insert, yaml_scalar};
use crate::edit::{EditError, TextEdit};
use crate::lang::{Language, width};

/// Over this width a TOML array is opened, one element per line.
const WIDTH: usize = 88;

/// How many do, how many do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    yes: usize,
    no: usize,
}

impl Count {
    fn add(&mut self, yes: bool) {
        if yes { self.yes += 1 } else { self.no += 1 }
    }
}

/// How this file writes what stands between brackets.
pub(super) struct FlowStyle<'d> {
    doc: &'d Doc<'d>,
    /// Between key and value.
    colon: String,
    /// Between elements on one line.
    comma: &'static str,
    /// Spaces inside the braces of a one-line mapping?
    pad: bool,
    /// Does the last of several lines end with a comma?
    trailing: bool,
    /// Are lists written on one line?
    list_lines: bool,
    unit: String,
}

/// The edits for one insertion into a flow container.
pub(super) fn insert(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let style = FlowStyle::of(doc, insert.into);
    let entries = doc.entries(insert.into);
    let node = doc.node(insert.into);
    if matches!(node.kind, Kind::Empty) {
        return fill_document(&style, insert);
    }
    let Some(last) = entries.last() else { return open_up(&style, insert) };
    let mappings_stay = doc.language == Language::Toml && matches!(node.kind, Kind::Mapping(_));
    if let Some(next) = entries.get(insert.at) {
        let start = next.range.start;
        if !doc.own_line(start) || mappings_stay {
            let body = style.entry(insert, None)?;
            return Ok(vec![TextEdit::insert(start, format!("{body}{}", style.comma))]);
        }
        let indent = doc.indent_at(start);
        let floor = match insert.at.checked_sub(1).and_then(|index| entries.get(index)) {
            Some(previous) => doc.next_line(previous.range.end),
            None => doc.next_line(node.range.start),
        };
        let at = doc.above_comments(start, floor.min(doc.line_start(start)));
        let comment = style.comment_lines(insert, indent);
        let body = style.entry(insert, Some(indent))?;
        return Ok(vec![TextEdit::insert(at, format!("{comment}{indent}{body},{}", doc.style.newline))]);
    }
    let close = node.range.end.saturating_sub(1);
    let comma = comma_between(doc, last.range.end, close);
    if !doc.own_line(last.range.start) || mappings_stay {
        let several_lines = doc.text[last.range.clone()].contains('\n');
        let base = (several_lines && !mappings_stay).then(|| doc.indent_at(last.range.start));
        let body = style.entry(insert, base)?;
        if let Some(edits) = over_lines(&style, insert, &body)? {
            return Ok(edits);
        }
        return Ok(vec![match comma {
            None => TextEdit::insert(last.range.end, format!("{}{body}", style.comma)),
            Some(comma) => TextEdit::insert(comma + 1, format!(" {body},")),
        }]);
    }
    let indent = doc.indent_at(last.range.start);
    let at = last.range.end.max(doc.text[..close].trim_end().len());
    let comment = style.comment_lines(insert, indent);
    let body = style.entry(insert, Some(indent))?;
    let after = if comma.is_some() { "," } else { "" };
    let line = format!("{nl}{comment}{indent}{body}{after}", nl = doc.style.newline);
    Ok(match comma {
        Some(_) => vec![TextEdit::insert(at, line)],
        None if at == last.range.end => vec![TextEdit::insert(at, format!(",{line}"))],
        None => vec![TextEdit::insert(last.range.end, ","), TextEdit::insert(at, line)],
    })
}

/// JSON written on one line that would get too long with `body`: its entries on a line each, as formatters lay it out.
fn over_lines(style: &FlowStyle<'_>, insert: &Insert<'_>, body: &str) -> Result<Option<Vec<TextEdit>>, EditError> {
    let doc = style.doc;
    let node = doc.node(insert.into);
    let line = &doc.text[doc.line_start(node.range.start)..doc.next_line(node.range.start)];
    // Where more than this stands on the line, formatters open what is around it first.
    let around = node.parent.map(|parent| doc.entries(parent)).unwrap_or_default();
    let holder = around.iter().find(|entry| entry.value == insert.into).map(|entry| entry.range.start);
    let alone = holder.is_some_and(|start| doc.own_line(start)) && !doc.text[node.range.clone()].contains('\n');
    if doc.language != Language::Json || !alone || width(line.trim_end()) + width(body) + 2 <= doc.style.line_limit {
        return Ok(None);
    }
    let inside = node.range.start + 1..node.range.end.saturating_sub(1);
    let (nl, base) = (doc.style.newline, doc.indent_at(node.range.start));
    let indent = format!("{base}{}", style.unit);
    let mut edits = Vec::new();
    let mut at = inside.start;
    for entry in doc.entries(insert.into) {
        let between = doc.text.get(at..entry.range.start).unwrap_or_default();
        let comma = between.find(',').map_or(0, |comma| comma + 1);
        // A comment between the entries stays where it is, on this line.
        if !between.trim_matches([' ', '\t', ',']).is_empty() {
            return Ok(None);
        }
        edits.push(TextEdit::replace(at + comma..entry.range.start, format!("{nl}{indent}")));
        at = entry.range.end;
    }
    if !doc.text[at..inside.end].trim().is_empty() {
        return Ok(None);
    }
    let body = style.entry(insert, Some(&indent))?;
    edits.push(TextEdit::replace(at..inside.end, format!(",{nl}{indent}{body}{nl}{base}")));
    Ok(Some(edits))
}

/// An empty document becomes a mapping or a list with one entry.
fn fill_document(style: &FlowStyle<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let doc = style.doc;
    if doc.language != Language::Json {
        return Err(EditError::Unsupported(format!("{} has nothing in it", doc.name(insert.into))));
    }
    let nl = doc.style.newline;
    let (open, close) = brackets(insert);
    let unit = &style.unit;
    let body = style.entry(insert, Some(unit))?;
    let lines = format!("{open}{nl}{unit}{body}{nl}{close}");
    Ok(vec![TextEdit::insert(doc.text.len(), doc.whole_lines(doc.text.len(), &lines))])
}

/// `{}` and `[]`, perhaps with space or comments inside, get their first entry.
fn open_up(style: &FlowStyle<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let doc = style.doc;
    let nl = doc.style.newline;
    let node = doc.node(insert.into);
    let inside = node.range.start + 1..node.range.end.saturating_sub(1);
    let base = doc.indent_at(node.range.start);
    let interior = &doc.text[inside.clone()];
    let trailing = if style.trailing { "," } else { "" };
    if !interior.trim().is_empty() {
        // Comments only. They stay in front.
        let at = inside.start + interior.trim_end().len();
        let line = doc.indent_at(at);
        let indent = if line.len() > base.len() { line.to_owned() } else { format!("{base}{}", style.unit) };
        let body = style.entry(insert, Some(&indent))?;
        let comment = style.comment_lines(insert, &indent);
        let rest = if doc.text[at..inside.end].contains('\n') { String::new() } else { format!("{nl}{base}") };
        return Ok(vec![TextEdit::insert(at, format!("{nl}{comment}{indent}{body}{trailing}{rest}"))]);
    }
    let open = match (doc.language, insert.key.is_some()) {
        (Language::Json, true) => style.several_lines(),
        (Language::Json, false) => {
            style.several_lines() && (!style.list_lines || insert.value.is_object() || insert.value.is_array())
        }
        (_, true) => false,
        (_, false) => !style.list_lines,
    };
    if open {
        let indent = format!("{base}{}", style.unit);
        let body = style.entry(insert, Some(&indent))?;
        let comment = style.comment_lines(insert, &indent);
        return Ok(vec![TextEdit::replace(inside, format!("{nl}{comment}{indent}{body}{trailing}{nl}{base}"))]);
    }
    let body = style.entry(insert, None)?;
    let pad = if style.pad && insert.key.is_some() { " " } else { "" };
    Ok(vec![TextEdit::replace(inside, format!("{pad}{body}{pad}"))])
}

fn brackets(insert: &Insert<'_>) -> (char, char) {
    if insert.key.is_some() { ('{', '}') } else { ('[', ']') }
}

/// The first comma between two offsets that is not part of a comment.
fn comma_between(doc: &Doc<'_>, from: usize, to: usize) -> Option<usize> {
    let bytes = doc.text.as_bytes();
    let mut at = from;
    while at < to {
        let rest = &bytes[at..to];
        match bytes[at] {
            b',' => return Some(at),
            b'#' if doc.language != Language::Json => at = doc.next_line(at),
            b'/' if rest.starts_with(b"//") => at = doc.next_line(at),
            b'/' if rest.starts_with(b"/*") => {
                at += memchr::memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4);
            }
            _ => at += 1,
        }
    }
    None
}

impl<'d> FlowStyle<'d> {
    /// The style of a container, from its own entries first, then from the whole file.
    pub fn of(doc: &'d Doc<'d>, id: Id) -> FlowStyle<'d> {
        let default = if doc.language == Language::Toml { " = " } else { ": " };
        let colon = entries_near(doc, id)
            .find_map(|entry| {
                let value = doc.node(entry.value).range.start;
                let between = doc.text.get(entry.key_range.end..value).filter(|_| entry.key.is_some())?;
                let plain = between.trim_matches(' ').len() == 1 && doc.language != Language::Yaml;
                plain.then(|| between.to_owned())
            })
            .unwrap_or(default.to_owned());
        let tight = entries_near(doc, id)
            .zip(entries_near(doc, id).skip(1))
            .any(|(one, two)| doc.text.get(one.range.end..two.range.start) == Some(","));
        let lone = doc.language == Language::Json && !colon.ends_with(' ') && !doc.text.trim().contains('\n');
        let beside = if matches!(doc.node(id).kind, Kind::Mapping(_)) { Some(id) } else { doc.node(id).parent };
        let mut lists = Count::default();
        let mut near_lists = Count::default();
        let mut trailing = Count::default();
        let mut pads = Count::default();
        for node in doc.nodes.iter().filter(|node| node.layout == Layout::Flow) {
            let (Kind::Mapping(entries) | Kind::Sequence(entries)) = &node.kind else { continue };
            let (Some(first), Some(last)) = (entries.first(), entries.last()) else { continue };
            let opened = doc.own_line(first.range.start);
            if opened {
                let close = node.range.end.saturating_sub(1);
                trailing.add(comma_between(doc, last.range.end, close).is_some());
            }
            if matches!(node.kind, Kind::Sequence(_)) {
                lists.add(!opened);
                if node.parent == beside {
                    near_lists.add(!opened);
                }
            } else if !opened {
                pads.add(first.range.start > node.range.start + 1);
            }
        }
        // The lists beside the new value say more than all others.
        let lists = if near_lists == Count::default() { lists } else { near_lists };
        let yaml_or_toml = doc.language != Language::Json;
        FlowStyle {
            doc,
            colon,
            comma: if tight || lone { "," } else { ", " },
            pad: pads.yes >= pads.no && !lone,
            trailing: trailing.yes > trailing.no || doc.language == Language::Toml && trailing.no == 0,
            list_lines: lists.yes > lists.no || yaml_or_toml && lists.yes == lists.no,
            unit: unit(doc, id),
        }
    }

    /// Does this file spread its containers over lines?
    fn several_lines(&self) -> bool {
        let doc = self.doc;
        let spread = |node: &Node| doc.text.get(node.range.clone()).is_some_and(|text| text.contains('\n'));
        let filled = |node: &&Node| match &node.kind {
            Kind::Mapping(entries) | Kind::Sequence(entries) => !entries.is_empty(),
            _ => false,
        };
        let mut containers = doc.nodes.iter().filter(filled).peekable();
        containers.peek().is_none() || containers.any(spread)
    }

    /// `key: value` or the element; over several lines below `indent`, or on one line.
    fn entry(&self, insert: &Insert<'_>, indent: Option<&str>) -> Result<String, EditError> {
        let value = self.value(&insert.value, indent)?;
        Ok(match &insert.key {
            Some(key) => format!("{}{}{value}", self.key(key)?, self.colon),
            None => value,
        })
    }

    /// The comment above a new line; nothing in JSON that has no comments yet.
    fn comment_lines(&self, insert: &Insert<'_>, indent: &str) -> String {
        let strict = self.doc.language == Language::Json && !self.doc.comments;
        let Some(comment) = insert.comment.filter(|_| !strict) else { return String::new() };
        comment_lines(self.doc, comment, indent)
    }

    fn key(&self, key: &str) -> Result<String, EditError> {
        Ok(match self.doc.language {
            Language::Toml => toml_insert::key(key),
            Language::Yaml => yaml_scalar::write(self.doc, &Value::String(key.to_owned()), true),
            _ => Value::String(key.to_owned()).to_string(),
        })
    }

    /// A value, over several lines below `indent` or on one line. The recursion follows the wanted
    /// value, which comes from the rule and is shallow.
    pub fn value(&self, value: &Value, indent: Option<&str>) -> Result<String, EditError> {
        let nl = self.doc.style.newline;
        let toml = self.doc.language == Language::Toml;
        let mut parts = Vec::new();
        let flat = match value {
            Value::Array(items) => !items.iter().any(|item| item.is_object() || item.is_array()),
            Value::Object(_) => toml,
            _ => return self.scalar(value),
        };
        // A list of plain values follows the file's lists; a TOML list also opens when it gets too long.
        let mut inner = match (indent, value) {
            (Some(indent), Value::Array(_)) if toml => {
                let width = indent.len() + self.value(value, None)?.len();
                (width > WIDTH || !self.list_lines).then(|| format!("{indent}{}", self.unit))
            }
            (Some(_), Value::Array(_)) if flat && self.list_lines => None,
            (Some(_), Value::Object(_)) if flat => None,
            (Some(indent), _) => Some(format!("{indent}{}", self.unit)),
            (None, _) => None,
        };
        let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    parts.push(format!("{}{}{}", self.key(key)?, self.colon, self.value(value, inner.as_deref())?));
                }
            }
            Value::Array(items) => {
                for item in items {
                    parts.push(self.value(item, inner.as_deref())?);
                }
            }
            _ => {}
        }
        if parts.is_empty() {
            return Ok(format!("{open}{close}"));
        }
        Ok(match (inner.take(), indent) {
            (Some(inner), Some(indent)) => {
                let between = format!(",{nl}{inner}");
                let trailing = if self.trailing { "," } else { "" };
                format!("{open}{nl}{inner}{}{trailing}{nl}{indent}{close}", parts.join(&between))
            }
            _ => {
                let pad = if self.pad && value.is_object() { " " } else { "" };
                format!("{open}{pad}{}{pad}{close}", parts.join(self.comma))
            }
        })
    }

    fn scalar(&self, value: &Value) -> Result<String, EditError> {
        match self.doc.language {
            Language::Toml => toml_insert::scalar(self.doc, value),
            Language::Yaml => Ok(yaml_scalar::write(self.doc, value, true)),
            _ => Ok(value.to_string()),
        }
    }
}

/// The entries of a container, then those of all other flow containers.
fn entries_near<'d>(doc: &'d Doc<'_>, id: Id) -> impl Iterator<Item = &'d Entry> {
    let others = (0..doc.nodes.len()).filter(move |&other| other != id && doc.node(other).layout == Layout::Flow);
    std::iter::once(id).chain(others).flat_map(|id| doc.entries(id))
}

/// One level of indentation: as between a container and its entries, here or in the nearest
/// container above; else as in most of the file.
fn unit(doc: &Doc<'_>, id: Id) -> String {
    let mut at = Some(id);
    while let Some(id) = at {
        let node = doc.node(id);
        if let Some(first) = doc.entries(id).first()
            && doc.own_line(first.range.start)
            && let Some(step) = doc.indent_at(first.range.start).strip_prefix(doc.indent_at(node.range.start))
            && !step.is_empty()
        {
            return step.to_owned();
        }
        at = node.parent;
    }
    match doc.language {
        // An empty line of an array looks best as in the Python world, where most TOML is.
        Language::Toml if !doc.text.contains("\n ") && !doc.text.contains("\n\t") => "    ".to_owned(),
        _ => doc.style.indent.unit(),
    }
}

/// Comment lines with the file's comment sign, each ending with a line break.
pub(super) fn comment_lines(doc: &Doc<'_>, comment: &str, indent: &str) -> String {
    let sign = doc.language.line_comment();
    comment
        .lines()
        .map(|line| {
            let line = line.trim_end();
            let space = if line.is_empty() { "" } else { " " };
            format!("{indent}{sign}{space}{line}{}", doc.style.newline)
        })
        .collect()
}
