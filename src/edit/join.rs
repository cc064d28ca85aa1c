//! Joins two object literals of ECMAScript into one.

use std::ops::Range;

use tree_sitter::Node;

use super::object::{captured, ends_with_comma, has_comment, in_lines, key_of, without};
use super::syntax::{children, code_of_tail, is_comment, line_limit, parts, shift, unsupported, width};
use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::SourceFile;

/// Ensures that what stands at `into` is an object literal that holds the entries of the one at `from`
/// behind its own, and that the latter is gone: as the next argument of the same call, or as the value of
/// a property, which goes too. What is no literal is spread. Where `into` is a call with one argument, the
/// object becomes its second.
///
/// # Errors
/// [`EditError::Conflict`] where both define a name, [`EditError::Unsupported`] where a comment would be
/// lost or one of the two is no plain value.
pub fn join(file: &SourceFile, into: Range<usize>, from: Range<usize>) -> EditResult {
    let (target, source) = (captured(file, &into)?, captured(file, &from)?);
    let Some(place) = source.parent() else { return unsupported("the object stands alone") };
    if target.kind() == "call_expression" && place.kind() == "pair" {
        return as_argument(file, target, source, place);
    }
    for name in parts(target).iter().filter_map(|entry| key_of(file, *entry)) {
        if target.kind() == "object" && keys(file, source).contains(&name) {
            return Err(EditError::Conflict(format!("both objects say `{name}`, and only one of them can win")));
        }
    }
    match place.kind() {
        "arguments" if target.next_named_sibling() == Some(source) => {
            let indent = file.indent_at(target.start_byte());
            let room = into.start..from.end;
            if let Some(edit) = hugged(file, place, target, source)? {
                return Ok(Edited::Edits(vec![edit]));
            }
            let text = joined(file, target, source, indent, room.clone())?;
            Ok(Edited::Edits(vec![TextEdit::replace(room, text)]))
        }
        "arguments" => match target.next_named_sibling().filter(|node| is_comment(*node)) {
            Some(comment) => lost(file, comment),
            None => unsupported("the two objects are no neighbours"),
        },
        "pair" => {
            let Some(object) = place.parent() else { return unsupported("the property stands alone") };
            let text = joined(file, target, source, file.indent_at(into.start), into.clone())?;
            let mut edits = without(file, object, &[place])?;
            edits.push(TextEdit::replace(into, text));
            Ok(Edited::Edits(edits))
        }
        _ => unsupported(format!("line {} holds no argument and no property", file.line_of(from.start))),
    }
}

fn keys(file: &SourceFile, node: Node<'_>) -> Vec<String> {
    let entries = if node.kind() == "object" { parts(node) } else { Vec::new() };
    entries.into_iter().filter_map(|entry| key_of(file, entry)).collect()
}

fn lost<T>(file: &SourceFile, comment: Node<'_>) -> Result<T, EditError> {
    unsupported(format!("the comment on line {} would be lost", file.line_of(comment.start_byte())))
}

/// The object behind the only argument of a call.
fn as_argument(file: &SourceFile, call: Node<'_>, source: Node<'_>, pair: Node<'_>) -> EditResult {
    let Some(arguments) = call.child_by_field_name("arguments") else { return unsupported("the call is not closed") };
    let there = parts(arguments);
    let ([only], Some(object)) = (there.as_slice(), pair.parent().filter(|_| pair.kind() == "pair")) else {
        return unsupported(format!("the call on line {} takes other arguments", file.line_of(call.start_byte())));
    };
    let outside = pair.end_byte() <= arguments.start_byte() || arguments.end_byte() <= pair.start_byte();
    if !outside || file.text_of(arguments).contains('\n') {
        return unsupported(format!("the call on line {} goes over several lines", file.line_of(call.start_byte())));
    }
    let indent = file.indent_at(call.start_byte());
    let text = shift(file.language, file.text_of(source), file.indent_at(source.start_byte()), indent);
    let mut edits = without(file, object, &[pair])?;
    edits.push(TextEdit::insert(only.end_byte(), format!(", {text}")));
    Ok(Edited::Edits(edits))
}

/// Arguments with a line each, as formatters write two objects in a row: with one object left, the call
/// and its brackets share their lines, where the rest fits.
fn hugged(
    file: &SourceFile,
    arguments: Node<'_>,
    target: Node<'_>,
    source: Node<'_>,
) -> Result<Option<TextEdit>, EditError> {
    let there = parts(arguments);
    let [first, second, third] = there.as_slice() else { return Ok(None) };
    let start = arguments.start_byte();
    let before = &file.text[file.line_start(file.line_of(start))..start];
    let head = format!("({}, ", file.text_of(*first));
    let apart = (*second, *third) == (target, source) && file.starts_its_line(target.start_byte());
    let fits = !head.contains('\n') && width(before) + width(&head) < line_limit(file);
    if !apart || !fits || first.kind() == "object" || children(arguments).into_iter().any(is_comment) {
        return Ok(None);
    }
    let range = arguments.byte_range();
    let at = start..range.end;
    let text = joined(file, target, source, file.indent_at(start), at)?;
    Ok(Some(TextEdit::replace(range, format!("{head}{text})"))))
}

/// The two objects as one, whose lines stand behind `indent`. `room` is what it takes the place of.
fn joined(file: &SourceFile, a: Node<'_>, b: Node<'_>, indent: &str, room: Range<usize>) -> Result<String, EditError> {
    let style = file.style();
    let (newline, inner) = (style.newline, format!("{indent}{}", style.indent.unit()));
    let commas = style.trailing_comma;
    let (a, b) = (Side::of(file, a)?, Side::of(file, b)?);
    if let (Side::Entries(a), Side::Entries(b)) = (&a, &b) {
        let line = format!("{{ {} }}", a.iter().chain(b).cloned().collect::<Vec<_>>().join(", "));
        let before = &file.text[file.line_start(file.line_of(room.start))..room.start];
        let taken = width(before) + width(&line) + width(code_of_tail(file, room.end));
        if taken <= line_limit(file) {
            return Ok(if a.is_empty() && b.is_empty() { "{}".to_owned() } else { line });
        }
    }
    let mut text = format!("{{{newline}");
    for (number, side) in [&a, &b].into_iter().enumerate() {
        let last = number == 1;
        match side {
            Side::Entries(entries) => {
                for (at, entry) in entries.iter().enumerate() {
                    let comma = if !last || at + 1 < entries.len() || commas { "," } else { "" };
                    text.push_str(&format!("{inner}{entry}{comma}{newline}"));
                }
            }
            Side::Lines { body, comma_at, indent: own } => {
                let mut body = body.clone();
                if let Some(at) = comma_at.filter(|_| !last) {
                    body.insert(at, ',');
                }
                // `shift` leaves the first line where it is: it has to be an empty one.
                let moved = shift(file.language, &format!("\n{body}"), own, indent);
                text.push_str(moved.strip_prefix('\n').unwrap_or(&moved));
            }
        }
    }
    Ok(format!("{text}{indent}}}"))
}

/// One of the two.
enum Side {
    /// Entries that take a line each, where they do not fit one line.
    Entries(Vec<String>),
    /// Whole lines, with what stands between the entries.
    Lines {
        /// The lines between the brackets.
        body: String,
        /// Where a comma is missing behind the last entry.
        comma_at: Option<usize>,
        /// What stands before the closing bracket.
        indent: String,
    },
}

impl Side {
    fn of(file: &SourceFile, node: Node<'_>) -> Result<Side, EditError> {
        let line = file.line_of(node.start_byte());
        match node.kind() {
            "object" if in_lines(file, node) => {
                let start = file.line_end_with_break(node.start_byte());
                let end = file.line_start(file.line_of(node.end_byte() - 1));
                if file.text[node.start_byte() + 1..start].contains("//") {
                    return unsupported(format!("the comment on line {line} would be lost"));
                }
                let last = parts(node).last().map(Node::end_byte);
                let comma_at = last.filter(|_| ends_with_comma(node) == Some(false)).map(|end| end - start);
                let indent = file.indent_at(node.end_byte()).to_owned();
                Ok(Side::Lines { body: file.text[start..end].to_owned(), comma_at, indent })
            }
            "object" if !has_comment(node) && !file.text_of(node).contains('\n') => {
                Ok(Side::Entries(parts(node).iter().map(|entry| file.text_of(*entry).to_owned()).collect()))
            }
            "identifier" | "member_expression" | "call_expression" if !file.text_of(node).contains('\n') => {
                Ok(Side::Entries(vec![format!("...{}", file.text_of(node))]))
            }
            "object" => unsupported(format!("the object on line {line} is laid out by hand")),
            _ => unsupported(format!("line {line} holds neither an object literal nor a name for one")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;
    use crate::lang::Language;

    /// Joins what the two needles name.
    fn run(text: &str, into: &str, from: &str) -> String {
        let file = SourceFile::parse("a.ts", Language::TypeScript, text.to_owned(), false);
        assert!(file.errors().is_empty(), "{text}");
        let range = |needle: &str| {
            let start = text.find(needle).expect("needle");
            start..start + needle.len()
        };
        match join(&file, range(into), range(from)) {
            Ok(edited) => splice(text, &edited.into_edits()).expect("no overlap"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn arguments_become_one_and_keep_their_comments() {
        let table = [
            ("go(a, { b: 1 }, { c: 2 });\n", "{ b: 1 }", "{ c: 2 }", "go(a, { b: 1, c: 2 });\n"),
            ("go(a, b, c);\n", "b", "c", "go(a, { ...b, ...c });\n"),
            ("go(a, b(), { c: 2 });\n", "b()", "{ c: 2 }", "go(a, { ...b(), c: 2 });\n"),
            (
                "go(\n  a,\n  {\n    // one\n    b: 1\n  },\n  {\n    c: 2, // two\n    // three\n  }\n);\n",
                "{\n    // one\n    b: 1\n  }",
                "{\n    c: 2, // two\n    // three\n  }",
                "go(a, {\n  // one\n  b: 1,\n  c: 2, // two\n  // three\n});\n",
            ),
            (
                "go(\n\tf({\n\t\ta: 1,\n\t}),\n\t{ b: 1 },\n\t{\n\t\tc: `\n\t\t`,\n\t},\n);\n",
                "{ b: 1 }",
                "{\n\t\tc: `\n\t\t`,\n\t}",
                "go(\n\tf({\n\t\ta: 1,\n\t}),\n\t{\n\t\tb: 1,\n\t\tc: `\n\t\t`,\n\t},\n);\n",
            ),
            (
                "go(a, {\r\n  b: 1,\r\n}, { c: 2 });\r\n",
                "{\r\n  b: 1,\r\n}",
                "{ c: 2 }",
                "go(a, {\r\n  b: 1,\r\n  c: 2,\r\n});\r\n",
            ),
            (
                "go(a, { b: 1 }, { \"b\": 2 });\n",
                "{ b: 1 }",
                "{ \"b\": 2 }",
                "both objects say `b`, and only one of them can win",
            ),
            ("go(a, { b: 1 }, /* why */ { c: 2 });\n", "{ b: 1 }", "{ c: 2 }", "the comment on line 1 would be lost"),
            (
                "go(a, { b: 1 }, x ? y : z);\n",
                "{ b: 1 }",
                "x ? y : z",
                "line 1 holds neither an object literal nor a name for one",
            ),
        ];
        for (before, into, from, after) in table {
            assert_eq!(run(before, into, from), after, "{before}");
        }
    }

    #[test]
    fn the_value_of_a_property_moves_and_the_property_goes() {
        let table = [
            (
                "const a = {\n  b: 1,\n\n  // old\n  old: { c: 2 },\n};\ngo(a, { d: 3 });\n",
                "{ d: 3 }",
                "{ c: 2 }",
                "const a = {\n  b: 1,\n};\ngo(a, { d: 3, c: 2 });\n",
            ),
            (
                "const a = { old: { c: 2 }, b: 1 };\ngo(a, options);\n",
                "options",
                "{ c: 2 }",
                "const a = { b: 1 };\ngo(a, { ...options, c: 2 });\n",
            ),
            (
                "const a = {\n  old: {\n    c: 2,\n  },\n};\ngo(a);\n",
                "go(a)",
                "{\n    c: 2,\n  }",
                "const a = {};\ngo(a, {\n  c: 2,\n});\n",
            ),
        ];
        for (before, into, from, after) in table {
            assert_eq!(run(before, into, from), after, "{before}");
        }
    }
}
