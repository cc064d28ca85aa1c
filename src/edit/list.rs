//! Bracketed, comma-separated lists: arguments, collection literals, object literals, imported names.
//!
//! New items look as the formatters of the language would have them: on the same line while it fits,
//! otherwise one per line; in lists that are already over several lines, on lines of their own.

use tree_sitter::Node;

use std::ops::Range;

use super::TextEdit;
use super::syntax::{
    attached_start, children, code_of_tail, is_comment, layout_inline, line_limit, parts, shift, width,
};
use crate::lang::{SourceFile, Style};

/// A list in a file.
pub(super) struct List<'a> {
    file: &'a SourceFile,
    style: Style,
    /// The bytes between the brackets.
    inner: Range<usize>,
    items: Vec<Range<usize>>,
    /// Where the comma after the last item stands.
    trailing: Option<usize>,
    has_comment: bool,
    /// White space inside the brackets of a one-line list: `{ a }`.
    pub pad: bool,
    /// Formatters first try to put the whole content on one line of its own (Python calls).
    pub joins: bool,
}

/// Something to put into a list.
#[derive(Clone, Debug)]
pub(super) struct NewItem {
    /// The position among the existing items it goes before; their number puts it last.
    pub at: usize,
    /// The code, with `\n` line ends.
    pub text: String,
    /// A comment for the end of its line, without the comment sign.
    pub comment: Option<String>,
    /// Code of the file itself, in its style already.
    pub own: bool,
}

impl NewItem {
    pub fn plain(at: usize, text: impl Into<String>) -> NewItem {
        NewItem { at, text: text.into(), comment: None, own: false }
    }

    /// Code of the file itself, its lines at the margin.
    pub fn own(at: usize, text: impl Into<String>) -> NewItem {
        NewItem { own: true, ..NewItem::plain(at, text) }
    }
}

impl<'a> List<'a> {
    /// The list of a node whose first and last bytes are its brackets.
    pub fn of(file: &'a SourceFile, node: Node<'_>) -> Option<List<'a>> {
        let inner = node.start_byte() + 1..node.end_byte().checked_sub(1)?;
        List::between(file, inner, &parts(node), &children(node))
    }

    /// The list between two brackets that share a node with other things.
    pub fn between(
        file: &'a SourceFile,
        inner: Range<usize>,
        items: &[Node<'_>],
        all: &[Node<'_>],
    ) -> Option<List<'a>> {
        let bytes = file.text.as_bytes();
        let opens = matches!(bytes.get(inner.start.checked_sub(1)?), Some(b'(' | b'[' | b'{'));
        if inner.start > inner.end || !opens || !matches!(bytes.get(inner.end), Some(b')' | b']' | b'}')) {
            return None;
        }
        let last = items.last().map_or(inner.start, Node::end_byte);
        let trailing = all.iter().find(|node| node.kind() == "," && node.start_byte() >= last).map(Node::start_byte);
        let has_comment = all.iter().any(|node| is_comment(*node) && inner.contains(&node.start_byte()));
        let items = items.iter().map(Node::byte_range).collect();
        let style = file.style();
        let pad = file.language.is_ecmascript() && bytes.get(inner.end) == Some(&b'}') && style.bracket_spacing;
        Some(List { file, style, inner, items, trailing, has_comment, pad, joins: false })
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The edits that put `new` into the list. Items for the same place keep their order.
    pub fn add(&self, new: &[NewItem]) -> Vec<TextEdit> {
        let body = &self.file.text[self.inner.clone()];
        if !body.contains('\n') {
            return self.add_to_one_line(new);
        }
        if let Some(edits) = self.add_to_joined(new) {
            return edits;
        }
        let own_line = self.file.starts_its_line(self.inner.end);
        if own_line && self.items.windows(2).all(|pair| self.file.starts_its_line(pair[1].start)) && self.first_leads()
        {
            return self.add_lines(new);
        }
        self.add_to_flow(new)
    }

    fn first_leads(&self) -> bool {
        self.items.first().is_none_or(|item| self.file.starts_its_line(item.start))
    }

    /// All items, old and new, in their order.
    fn merged(&self, new: &[NewItem]) -> Vec<NewItem> {
        let mut all = Vec::with_capacity(self.items.len() + new.len());
        for at in 0..=self.items.len() {
            all.extend(new.iter().filter(|item| item.at.min(self.items.len()) == at).cloned());
            if let Some(range) = self.items.get(at) {
                all.push(NewItem::plain(at, &self.file.text[range.clone()]));
            }
        }
        all
    }

    fn add_to_one_line(&self, new: &[NewItem]) -> Vec<TextEdit> {
        let file = self.file;
        let all = self.merged(new);
        // A multi-line value hugs the brackets where it is the last argument of an ECMAScript call.
        let breaks = all.iter().filter(|item| item.text.contains('\n') || item.comment.is_some()).count();
        let hugs = breaks == 1
            && file.language.is_ecmascript()
            && file.text.as_bytes().get(self.inner.end) == Some(&b')')
            && all.last().is_some_and(|item| item.text.contains('\n') && item.comment.is_none())
            && !twins(&all);
        let indent = file.indent_at(self.inner.start);
        let joined = all.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(", ");
        let joined = layout_inline(file.language, &self.style, &joined, indent);
        let pad = if self.pad { " " } else { "" };
        let line = file.line_start(file.line_of(self.inner.start));
        let tail = code_of_tail(file, self.inner.end);
        let length =
            width(&file.text[line..self.inner.start]) + width(&joined) + 2 * pad.len() + width(tail.trim_end());
        if hugs || (breaks == 0 && length <= line_limit(file)) {
            if self.items.is_empty() {
                return vec![TextEdit::replace(self.inner.clone(), format!("{pad}{joined}{pad}"))];
            }
            return self.add_inline(new, indent);
        }
        // A last object opens where the line would get too long.
        if breaks == 0
            && let Some((last, rest)) = all.split_last()
            && new.iter().any(|item| item.at >= self.items.len())
            && let Some(entries) = last.text.strip_prefix("{ ").and_then(|text| text.strip_suffix(" }"))
            && length < line_limit(file) + width(&last.text) + width(tail.trim_end())
            && !twins(&all)
            && file.text.as_bytes().get(self.inner.end) == Some(&b')')
        {
            let opened = NewItem::plain(rest.len(), format!("{{\n    {entries}{}\n}}", self.final_comma()));
            return self.add_inline(&[opened], indent);
        }
        vec![TextEdit::replace(self.inner.clone(), self.exploded(&all, indent))]
    }

    fn final_comma(&self) -> &'static str {
        if self.wants_trailing() { "," } else { "" }
    }

    /// Puts items between existing ones on their lines.
    fn add_inline(&self, new: &[NewItem], indent: &str) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        for item in new {
            let text = layout_inline(self.file.language, &self.style, &item.text, indent);
            match (self.items.get(item.at), self.items.last(), self.trailing) {
                (Some(next), ..) => edits.push(TextEdit::insert(next.start, format!("{text}, "))),
                (None, Some(last), _) => edits.push(TextEdit::insert(last.end, format!(", {text}"))),
                (None, None, _) => edits.push(TextEdit::insert(self.inner.start, text)),
            }
        }
        // `(a,)` needs its comma only while it is alone.
        if let (Some(comma), true) = (self.trailing, new.iter().any(|item| item.at >= self.items.len())) {
            edits.push(TextEdit::replace(comma..comma + 1, ""));
        }
        edits
    }

    /// The content of a one-line list over several lines.
    fn exploded(&self, all: &[NewItem], indent: &str) -> String {
        let newline = self.style.newline;
        let inner = format!("{indent}{}", self.style.indent.unit());
        let simple = all.iter().all(|item| !item.text.contains('\n') && item.comment.is_none());
        if self.joins && simple {
            let joined = all.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(", ");
            if width(&inner) + width(&joined) <= line_limit(self.file) {
                return format!("{newline}{inner}{joined}{newline}{indent}");
            }
        }
        let mut out = newline.to_owned();
        for (number, item) in all.iter().enumerate() {
            let comma = number + 1 < all.len() || self.wants_trailing();
            out.push_str(&self.line(item, &inner, comma));
        }
        out.push_str(indent);
        out
    }

    /// A comma after the last of one-per-line items?
    fn wants_trailing(&self) -> bool {
        self.trailing.is_some() || self.may_trail()
    }

    /// Does a list of this kind end with a comma in the file's style?
    fn may_trail(&self) -> bool {
        let arguments = self.file.text.as_bytes().get(self.inner.end) == Some(&b')');
        if arguments { self.style.trailing_argument } else { self.style.trailing_comma }
    }

    fn line(&self, item: &NewItem, indent: &str, comma: bool) -> String {
        let text = if item.own {
            shift(self.file.language, &item.text, "", indent)
        } else {
            layout_inline(self.file.language, &self.style, &item.text, indent)
        };
        let comma = if comma { "," } else { "" };
        let comment = item.comment.as_deref().map_or_else(String::new, |comment| {
            let gap = if self.file.language.is_ecmascript() { " " } else { "  " };
            format!("{gap}{} {}", self.file.language.line_comment(), comment.replace(['\n', '\r'], " "))
        });
        format!("{indent}{text}{comma}{comment}{}", self.style.newline)
    }

    /// Items that all stand on the one line between the brackets' lines.
    fn add_to_joined(&self, new: &[NewItem]) -> Option<Vec<TextEdit>> {
        let (first, last) = (self.items.first()?, self.items.last()?);
        let file = self.file;
        let line = file.line_of(first.start);
        let joined = self.joins
            && self.trailing.is_none()
            && !self.has_comment
            && file.starts_its_line(first.start)
            && file.starts_its_line(self.inner.end)
            && file.line_of(last.end) == line;
        if !joined {
            return None;
        }
        let simple = new.iter().all(|item| !item.text.contains('\n') && item.comment.is_none());
        let added: usize = new.iter().map(|item| width(&item.text) + 2).sum();
        let start = file.line_start(line);
        if simple && width(&file.text[start..last.end]) + added <= line_limit(file) {
            return Some(self.add_inline(new, file.indent_at(first.start)));
        }
        let text = self.exploded(&self.merged(new), file.indent_at(self.inner.start));
        Some(vec![TextEdit::replace(self.inner.clone(), text)])
    }

    /// One item per line, the closing bracket on its own.
    fn add_lines(&self, new: &[NewItem]) -> Vec<TextEdit> {
        let file = self.file;
        let indent = self.items.first().map_or_else(
            || format!("{}{}", file.indent_at(self.inner.start), self.style.indent.unit()),
            |item| file.indent_at(item.start).to_owned(),
        );
        let mut edits = Vec::new();
        for item in new.iter().filter(|item| item.at < self.items.len()) {
            let above = attached_start(file, self.items[item.at].start);
            // The line of the opening bracket, or of the item before, never moves down.
            let floor = item.at.checked_sub(1).map_or(self.inner.start, |previous| self.items[previous].end);
            let position = above.max(file.line_end_with_break(floor));
            edits.push(TextEdit::insert(position, self.line(item, &indent, true)));
        }
        let mut last: Vec<&NewItem> = new.iter().filter(|item| item.at >= self.items.len()).collect();
        let Some(end) = last.pop() else { return edits };
        if let (Some(before), None) = (self.items.last(), self.trailing) {
            edits.push(TextEdit::insert(before.end, ","));
        }
        let comma = if self.items.is_empty() { self.may_trail() } else { self.trailing.is_some() };
        let mut text: String = last.iter().map(|item| self.line(item, &indent, true)).collect();
        text.push_str(&self.line(end, &indent, comma));
        edits.push(TextEdit::insert(file.line_start(file.line_of(self.inner.end)), text));
        edits
    }

    /// Several items per line, or a bracket that closes behind the last item.
    fn add_to_flow(&self, new: &[NewItem]) -> Vec<TextEdit> {
        let file = self.file;
        let Some(last) = self.items.last() else { return self.add_lines(new) };
        let lead = self.items.iter().rev().find(|item| file.starts_its_line(item.start));
        if lead.is_none()
            && file.language.is_ecmascript()
            && !self.has_comment
            && file.text[..=self.inner.end].ends_with(')')
        {
            // An argument over several lines shares its brackets with the call only while it is last.
            let indent = file.indent_at(self.inner.start);
            let inner = format!("{indent}{}", self.style.indent.unit());
            let separator = format!(",{}{inner}", self.style.newline);
            let items: Vec<String> = (0..=self.items.len())
                .flat_map(|at| {
                    let lay = |item: &NewItem| layout_inline(file.language, &self.style, &item.text, &inner);
                    let added: Vec<String> =
                        new.iter().filter(|item| item.at.min(self.items.len()) == at).map(lay).collect();
                    let old =
                        self.items.get(at).map(|item| shift(file.language, &file.text[item.clone()], indent, &inner));
                    added.into_iter().chain(old)
                })
                .collect();
            let text = format!(
                "{}{}{}{indent}",
                &separator[1..],
                items.join(&separator),
                self.final_comma().to_owned() + self.style.newline
            );
            return vec![TextEdit::replace(self.inner.clone(), text)];
        }
        let mut edits = Vec::new();
        let mut column = width(&file.text[file.line_start(file.line_of(last.end))..last.end]);
        for item in new {
            let indent = lead.map_or_else(|| file.indent_at(last.start), |item| file.indent_at(item.start));
            let text = layout_inline(file.language, &self.style, &item.text, indent);
            if let Some(next) = self.items.get(item.at) {
                edits.push(TextEdit::insert(next.start, format!("{text}, ")));
                continue;
            }
            let fits = column + 3 + width(&text) <= line_limit(file);
            let alone = self.items.len() > 1 && file.starts_its_line(last.start);
            if lead.is_none() || (fits && !alone) {
                column += 2 + width(&text);
                edits.push(TextEdit::insert(last.end, format!(", {text}")));
            } else {
                column = width(indent) + width(&text);
                edits.push(TextEdit::insert(last.end, format!(",{}{indent}{text}", self.style.newline)));
            }
        }
        edits
    }
}

/// Two objects at the end of a list: formatters give them lines of their own.
fn twins(items: &[NewItem]) -> bool {
    let object = |item: &NewItem| item.text.starts_with('{');
    matches!(items, [.., first, second] if object(first) && object(second))
}
