//! Insertions into YAML's block style: whole lines in the column of their neighbours.

use serde_json::{Map, Value};

use super::doc::{Doc, Entry, Id, Kind, Layout};
use super::ensure::Insert;
use super::{flow, yaml_scalar};
use crate::edit::{EditError, TextEdit};
use crate::lang::Indent;

/// The edits for one insertion into a block mapping, a block list or an empty place.
pub(super) fn insert(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let entries = doc.entries(insert.into);
    if entries.is_empty() {
        return fill_empty(doc, insert);
    }
    let column = column(doc, insert.into)?;
    let mut lines = Lines::new(doc, insert.into);
    lines.dash = dash_width(doc, insert.into);
    lines.comment(insert.comment, column);
    lines.entry(insert, column);
    place(doc, insert.into, insert.at, &lines, column)
}

/// Lines written out already, as an entry of a block container; `at` entries stay in front of them.
/// `write` gets the steps of the neighbourhood and gives the lines.
pub(super) fn insert_lines(
    doc: &Doc<'_>,
    into: Id,
    at: usize,
    write: impl FnOnce(Steps) -> Vec<String>,
) -> Result<Vec<TextEdit>, EditError> {
    let column = column(doc, into)?;
    let neighbour = doc.entries(into).get(at.saturating_sub(1)).map_or(into, |entry| entry.value);
    let mut lines = Lines::new(doc, neighbour);
    lines.dash = dash_width(doc, into);
    lines.lines = write(Steps { column, step: lines.step, list_step: lines.list_step, dash: lines.dash });
    place(doc, into, at, &lines, column)
}

/// How far things stand from each other in a part of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steps {
    /// The column of the container's entries.
    pub column: usize,
    /// From a mapping's column to the one of a mapping below it.
    pub step: usize,
    /// From a mapping's column to the dashes of a list below it.
    pub list_step: usize,
    /// From a dash to what follows it.
    pub dash: usize,
}

/// Where the lines of an entry go that has `at` entries in front of it.
fn place(doc: &Doc<'_>, into: Id, at: usize, lines: &Lines<'_>, column: usize) -> Result<Vec<TextEdit>, EditError> {
    let entries = doc.entries(into);
    let nl = doc.style.newline;
    let airy = airy(doc, entries);
    let Some(previous) = at.checked_sub(1).and_then(|index| entries.get(index)) else {
        return Ok(vec![before_first(doc, entries, lines, column, airy)]);
    };
    let at_end = at == entries.len();
    let after = doc.next_line(previous.range.end);
    let at = if at_end { past_own_comments(doc, after, column) } else { past_deeper_comments(doc, after, column) };
    refuse_if_chomped(doc, previous, at)?;
    let blank = if airy { nl } else { "" };
    Ok(vec![TextEdit::insert(at, lines.whole(at, blank))])
}

/// The new entry in front of all others. The first entry may share its line with the dash of a list.
fn before_first(doc: &Doc<'_>, entries: &[Entry], lines: &Lines<'_>, column: usize, airy: bool) -> TextEdit {
    let nl = doc.style.newline;
    let start = entries.first().map_or(0, |entry| entry.range.start);
    if !doc.own_line(start) {
        let text = lines.joined();
        return TextEdit::insert(start, format!("{}{nl}{}", text.trim_start_matches(' '), " ".repeat(column)));
    }
    // Comments that open the file, or follow the line of the parent key, belong to more than this entry.
    let above = doc.above_comments(start, 0);
    let at = if above == 0 { doc.line_start(start) } else { above };
    let blank = if airy { nl } else { "" };
    TextEdit::insert(at, format!("{}{nl}{blank}", lines.joined()))
}

/// `key:` or `-` with nothing behind it, or a document with no content, gets its first entry.
fn fill_empty(doc: &Doc<'_>, insert: &Insert<'_>) -> Result<Vec<TextEdit>, EditError> {
    let id = insert.into;
    let start = doc.node(id).range.start;
    let mut lines = Lines::new(doc, id);
    let Some(parent) = doc.node(id).parent else {
        if doc.roots.len() > 1 || doc.text.trim_end().ends_with("...") {
            return Err(EditError::Unsupported("it holds an empty YAML document among others".to_owned()));
        }
        lines.comment(insert.comment, 0);
        lines.entry(insert, 0);
        return Ok(vec![TextEdit::insert(doc.text.len(), lines.whole(doc.text.len(), ""))]);
    };
    let above = column(doc, parent)?;
    if matches!(doc.node(parent).kind, Kind::Sequence(_)) {
        let rest = doc.text[start..doc.next_line(start)].trim();
        if !rest.is_empty() || insert.comment.is_some() {
            return Err(EditError::Unsupported(format!("{} is empty and has a comment", doc.name(id))));
        }
        lines.entry(insert, above + 2);
        return Ok(vec![TextEdit::insert(start, format!(" {}", lines.joined().trim_start_matches(' ')))]);
    }
    let after = doc.next_line(start);
    let is_list = insert.key.is_none();
    // Comments below the key, deeper than it, show where its content is meant to stand.
    let mut at = after;
    let mut column = above + if is_list { lines.list_step } else { lines.step };
    for (begin, line) in doc.lines_from(after) {
        let indent = indent_of(line);
        if !doc.is_comment(line) || indent <= above {
            break;
        }
        column = indent;
        at = begin + line.len();
    }
    lines.comment(insert.comment, column);
    lines.entry(insert, column);
    Ok(vec![TextEdit::insert(at, lines.whole(at, ""))])
}

/// The column the entries of a block container stand in.
fn column(doc: &Doc<'_>, id: Id) -> Result<usize, EditError> {
    let tab = || EditError::Unsupported(format!("{} is indented in a way that cannot be followed", doc.name(id)));
    let entries = doc.entries(id);
    let start = match entries.iter().map(|entry| entry.range.start).find(|&start| doc.own_line(start)) {
        Some(start) => start,
        None => entries.first().map(|entry| entry.range.start).ok_or_else(tab)?,
    };
    let prefix = &doc.text[doc.line_start(start)..start];
    if prefix.chars().all(|c| matches!(c, ' ' | '-' | '?' | ':')) { Ok(prefix.len()) } else { Err(tab()) }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// From a list's dash to what follows it, as in its last element; the usual two otherwise.
fn dash_width(doc: &Doc<'_>, id: Id) -> usize {
    let mut elements = doc.entries(id).iter().rev().filter(|entry| entry.key.is_none());
    let width = elements.find_map(|entry| {
        let between = doc.text.get(entry.range.start + 1..doc.node(entry.value).range.start)?;
        (!between.is_empty() && between.bytes().all(|byte| byte == b' ')).then_some(between.len() + 1)
    });
    width.unwrap_or(2)
}

/// Are the entries parted by blank lines?
fn airy(doc: &Doc<'_>, entries: &[Entry]) -> bool {
    let blank = entries.windows(2).filter(|pair| {
        let between = doc.text.get(pair[0].range.end..pair[1].range.start).unwrap_or_default();
        // The first and the last piece are the rest of one entry's line and the indentation of the next.
        let lines: Vec<&str> = between.split('\n').collect();
        lines.iter().take(lines.len() - 1).skip(1).any(|line| line.trim().is_empty())
    });
    let blank = blank.count();
    blank > 0 && blank * 2 > entries.len().saturating_sub(1)
}

/// Past the comments below a container's last entry that still belong to it: those indented as its
/// entries are. At the end of the file, comments in the first column need to follow directly; a
/// comment in the column of what comes next belongs to that.
fn past_own_comments(doc: &Doc<'_>, after: usize, column: usize) -> usize {
    let next = doc.lines_from(after).find(|(_, line)| !line.trim().is_empty() && !doc.is_comment(line));
    let follower = next.map(|(_, line)| indent_of(line));
    if follower == Some(column) {
        return past_deeper_comments(doc, after, column);
    }
    let mut at = after;
    let mut gap = false;
    for (begin, line) in doc.lines_from(after) {
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        if !doc.is_comment(line) || indent_of(line) < column || gap && column == 0 {
            break;
        }
        at = begin + line.len();
    }
    at
}

/// Past the comments that stand deeper than the entries, inside the entry above.
fn past_deeper_comments(doc: &Doc<'_>, after: usize, column: usize) -> usize {
    let mut at = after;
    for (begin, line) in doc.lines_from(after) {
        if line.trim().is_empty() {
            continue;
        }
        if !doc.is_comment(line) || indent_of(line) <= column {
            break;
        }
        at = begin + line.len();
    }
    at
}

/// A block scalar that ends with the file and without a line break would gain one.
fn refuse_if_chomped(doc: &Doc<'_>, previous: &Entry, at: usize) -> Result<(), EditError> {
    if at < doc.text.len() || doc.style.final_newline {
        return Ok(());
    }
    let open = doc.nodes.iter().any(|node| {
        let raw = doc.text.get(node.range.clone()).unwrap_or_default();
        let header = raw.lines().next().unwrap_or_default();
        matches!(node.kind, Kind::Scalar(_))
            && node.range.end == previous.range.end
            && raw.starts_with(['|', '>'])
            && !header.contains('-')
    });
    if open {
        let reason = "it ends in a block of text without a line break, which an addition would change";
        return Err(EditError::Unsupported(reason.to_owned()));
    }
    Ok(())
}

/// New lines in the making.
struct Lines<'d> {
    doc: &'d Doc<'d>,
    lines: Vec<String>,
    /// From a mapping's column to the one of a mapping below it.
    step: usize,
    /// From a mapping's column to the dashes of a list below it.
    list_step: usize,
    /// From a dash to what follows it.
    dash: usize,
    /// Does the last line end a block of text that needs its line break?
    needs_break: bool,
}

impl<'d> Lines<'d> {
    fn new(doc: &'d Doc<'d>, near: Id) -> Lines<'d> {
        let step = step_below(doc, near, false).unwrap_or(match doc.style.indent {
            Indent::Spaces(width) => width,
            Indent::Tab => 2,
        });
        let list_step = step_below(doc, near, true).unwrap_or(step);
        Lines { doc, lines: Vec::new(), step, list_step, dash: 2, needs_break: false }
    }

    fn joined(&self) -> String {
        self.lines.join(self.doc.style.newline)
    }

    /// The lines as an insertion at a line boundary, behind a blank line if wanted.
    fn whole(&self, at: usize, blank: &str) -> String {
        let mut text = self.doc.whole_lines(at, &format!("{blank}{}", self.joined()));
        if self.needs_break && !text.ends_with('\n') {
            text.push_str(self.doc.style.newline);
        }
        text
    }

    fn comment(&mut self, comment: Option<&str>, column: usize) {
        let text = flow::comment_lines(self.doc, comment.unwrap_or_default(), &" ".repeat(column));
        self.lines.extend(text.lines().map(str::to_owned));
    }

    fn entry(&mut self, insert: &Insert<'_>, column: usize) {
        let indent = " ".repeat(column);
        match &insert.key {
            Some(key) => self.pair(indent, key, &insert.value, column),
            None => self.item(indent, &insert.value, column),
        }
    }

    /// `prefix` is what stands in front of the key on its line: spaces, and the dashes of lists. The
    /// recursion follows the wanted value, which comes from the rule and is shallow.
    fn pair(&mut self, prefix: String, key: &str, value: &Value, column: usize) {
        let key = yaml_scalar::write(self.doc, &Value::String(key.to_owned()), false);
        match value {
            Value::Object(map) if !map.is_empty() => {
                self.lines.push(format!("{prefix}{key}:"));
                let column = column + self.step;
                self.pairs(" ".repeat(column), map, column);
            }
            Value::Array(items) if !items.is_empty() => {
                self.lines.push(format!("{prefix}{key}:"));
                let column = column + self.list_step;
                for item in items {
                    self.item(" ".repeat(column), item, column);
                }
            }
            // Nothing behind the key is YAML's null, too, and how people write it.
            Value::Null => {
                self.needs_break = false;
                self.lines.push(format!("{prefix}{key}:"));
            }
            other => self.leaf(format!("{prefix}{key}:"), other, column + self.step),
        }
    }

    fn pairs(&mut self, prefix: String, map: &Map<String, Value>, column: usize) {
        let mut prefix = prefix;
        for (key, value) in map {
            self.pair(std::mem::replace(&mut prefix, " ".repeat(column)), key, value, column);
        }
    }

    fn item(&mut self, prefix: String, value: &Value, column: usize) {
        let inner = column + self.dash;
        let prefix = format!("{prefix}-{}", " ".repeat(self.dash - 1));
        match value {
            Value::Object(map) if !map.is_empty() => self.pairs(prefix, map, inner),
            Value::Array(items) if !items.is_empty() => {
                let mut prefix = prefix;
                for item in items {
                    self.item(std::mem::replace(&mut prefix, " ".repeat(inner)), item, inner);
                }
            }
            other => self.leaf(prefix.trim_end().to_owned(), other, inner),
        }
    }

    /// A scalar behind its key or dash; text of several lines as a block below it.
    fn leaf(&mut self, prefix: String, value: &Value, column: usize) {
        self.needs_break = false;
        let space = if prefix.ends_with('-') { " ".repeat(self.dash - 1) } else { " ".to_owned() };
        let Some((header, text)) = value.as_str().and_then(block_of) else {
            self.lines.push(format!("{prefix}{space}{}", yaml_scalar::write(self.doc, value, false)));
            return;
        };
        self.lines.push(format!("{prefix}{space}{header}"));
        let indent = " ".repeat(column);
        let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        self.lines.extend(lines.map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }));
        self.needs_break = !header.ends_with('-');
    }
}

/// The header of a block scalar for a text of several lines; `None` where only quotes will do.
fn block_of(text: &str) -> Option<(&'static str, &str)> {
    let body = text.trim_end_matches('\n');
    let strange = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    // A first line that begins with space would need an indentation mark.
    if !text.contains('\n') || body.is_empty() || text.starts_with([' ', '\n']) || text.chars().any(strange) {
        return None;
    }
    Some(match text.len() - body.len() {
        0 => ("|-", text),
        1 => ("|", text),
        _ => ("|+", text),
    })
}

/// How far the mappings (or the lists) below a block mapping stand right of it, read next to the
/// insertion if possible.
fn step_below(doc: &Doc<'_>, near: Id, lists: bool) -> Option<usize> {
    let steps = |id: Id| {
        let above = column(doc, id).ok()?;
        doc.entries(id).iter().rev().find_map(|entry| {
            let below = doc.node(entry.value);
            let fits = below.layout == Layout::Block
                && match below.kind {
                    Kind::Mapping(_) => !lists,
                    Kind::Sequence(_) => lists,
                    _ => false,
                };
            let first = doc.entries(entry.value).first().filter(|_| fits)?;
            // An inner `- - a` says nothing about steps.
            let own = doc.own_line(first.range.start);
            column(doc, entry.value).ok().filter(|_| own)?.checked_sub(above)
        })
    };
    let is_block_mapping =
        |id: &Id| doc.node(*id).layout == Layout::Block && matches!(doc.node(*id).kind, Kind::Mapping(_));
    let mut at = Some(near);
    while let Some(id) = at {
        // The elements of a list say more than what stands around it.
        let elements = doc.entries(id).iter().rev().filter(|entry| entry.key.is_none()).map(|entry| entry.value);
        let step = elements.chain([id]).filter(is_block_mapping).find_map(steps);
        if step.is_some() {
            return step;
        }
        at = doc.node(id).parent;
    }
    (0..doc.nodes.len()).filter(is_block_mapping).find_map(steps)
}
