//! Gives entries of an ECMAScript object literal the names and places a newer version reads.

use std::ops::Range;

use tree_sitter::Node;

use super::list::{List, NewItem};
use super::object::{captured, ends_with_comma, has_comment, in_lines, key_of, lines_of, without};
use super::syntax::{code_of_tail, line_limit, parts, shift, unsupported, width};
use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::SourceFile;

/// An old name and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The entry's name.
    pub name: String,
    /// Only an entry with this value is meant.
    pub value: Option<String>,
    /// Where it belongs, key by key; empty where it goes.
    pub path: Vec<String>,
}

/// An entry that moves, and where to.
struct Moved<'t, 'r> {
    entry: Node<'t>,
    path: &'r [String],
}

/// Ensures that the object literal at `range` has no entry of an old name: each stands where `table` says,
/// with its value and its comments, or is gone.
///
/// # Errors
/// [`EditError::Conflict`] where the new place is taken; [`EditError::Unsupported`] where a spread may hold
/// it, or the object is laid out in a way only a person can keep up.
pub fn rename(file: &SourceFile, range: Range<usize>, table: &[Renamed]) -> EditResult {
    let object = captured(file, &range)?;
    if object.kind() != "object" {
        return unsupported(format!("line {} holds no object literal", file.line_of(range.start)));
    }
    let moved: Vec<Moved<'_, '_>> = parts(object)
        .into_iter()
        .filter_map(|entry| Some(Moved { entry, path: &wanted(file, entry, table)?.path }))
        .collect();
    if moved.is_empty() {
        return Ok(Edited::Holds);
    }
    let nested: Vec<&Moved<'_, '_>> = moved.iter().filter(|moved| !moved.path.is_empty()).collect();
    if let Some(spread) = parts(object).iter().find(|entry| entry.kind() == "spread_element" && !nested.is_empty()) {
        return unsupported(format!("{} may hold what belongs to the new names", file.text_of(*spread)));
    }
    if !in_lines(file, object) && !nested.is_empty() {
        return on_one_line(file, object, &moved);
    }
    // What has a place already goes there; the others make one where the first of them stood.
    let (mut edits, mut gone, mut stays) = (Vec::new(), Vec::new(), Vec::new());
    let mut places: Vec<(Node<'_>, Vec<NewItem>)> = Vec::new();
    let mut groups: Vec<(&str, Vec<&Moved<'_, '_>>)> = Vec::new();
    for moved in &moved {
        let Some((top, rest)) = moved.path.split_first() else {
            gone.push(moved.entry);
            continue;
        };
        if rest.is_empty() {
            return Err(EditError::Rule("a new name needs at least two keys".to_owned()));
        }
        match place(file, object, moved.path)? {
            Some((at, rest)) => {
                let item = NewItem::own(usize::MAX, leaf(file, moved.entry, rest)?);
                match places.iter_mut().find(|(node, _)| node.id() == at.id()) {
                    Some((_, items)) => items.push(item),
                    None => places.push((at, vec![item])),
                }
                gone.push(moved.entry);
            }
            None => match groups.iter_mut().find(|(name, _)| name == top) {
                Some((_, group)) => {
                    group.push(moved);
                    gone.push(moved.entry);
                }
                None => {
                    groups.push((top.as_str(), vec![moved]));
                    stays.push(moved.entry);
                }
            },
        }
    }
    for (at, items) in places {
        let Some(list) = List::of(file, at) else { return unsupported("the object is not closed") };
        edits.extend(list.add(&items));
    }
    let commas = ends_with_comma(object).unwrap_or(file.style().trailing_comma);
    for ((name, group), first) in groups.iter().zip(stays) {
        let lines = lines_of(file, first);
        let indent = file.indent_at(first.start_byte());
        let text = shift(file.language, &format!("\n{}", block(file, name, group, commas)?), "", indent);
        let newline = file.style().newline;
        let comma = if file.text[first.end_byte()..].starts_with(',') { "," } else { "" };
        edits.push(TextEdit::replace(lines, format!("{}{comma}{newline}", text.trim_start_matches('\n'))));
    }
    if !gone.is_empty() {
        edits.extend(without(file, object, &gone)?);
    }
    Ok(Edited::Edits(edits))
}

fn wanted<'r>(file: &SourceFile, entry: Node<'_>, table: &'r [Renamed]) -> Option<&'r Renamed> {
    let key = key_of(file, entry)?;
    let value = entry.child_by_field_name("value").map(|value| file.text_of(value));
    table.iter().find(|renamed| {
        renamed.name == key && renamed.value.as_deref().is_none_or(|wanted| value.is_some_and(|value| value == wanted))
    })
}

/// The object literal a path leads to as far as it is there, and the keys that are left.
fn place<'t, 'r>(
    file: &SourceFile,
    object: Node<'t>,
    path: &'r [String],
) -> Result<Option<(Node<'t>, &'r [String])>, EditError> {
    let (mut at, mut rest) = (object, path);
    while let Some((key, further)) = rest.split_first() {
        let entry = parts(at).into_iter().find(|entry| key_of(file, *entry).as_deref() == Some(key));
        let Some(entry) = entry else { break };
        let value = entry.child_by_field_name("value").filter(|value| value.kind() == "object");
        match value {
            _ if further.is_empty() => return Err(taken(path)),
            Some(value) => (at, rest) = (value, further),
            None => return unsupported(format!("`{key}` is no object literal")),
        }
    }
    Ok((at != object).then_some((at, rest)))
}

fn taken(path: &[String]) -> EditError {
    EditError::Conflict(format!("`{}` is set besides its older form, and only one of them can win", path.join(".")))
}

/// An entry under its new name, with the comments above it; its lines stand at the margin.
fn leaf(file: &SourceFile, entry: Node<'_>, keys: &[String]) -> Result<String, EditError> {
    let indent = file.indent_at(entry.start_byte());
    let value = match (entry.kind(), entry.child_by_field_name("value")) {
        ("pair", Some(value)) => file.text_of(value),
        ("shorthand_property_identifier", _) => file.text_of(entry),
        _ => return unsupported(format!("line {} holds a method", file.line_of(entry.start_byte()))),
    };
    let Some((name, outer)) = keys.split_last() else { return Err(taken(keys)) };
    let shorthand = entry.kind() != "pair" && value == name;
    let code = if shorthand { value.to_owned() } else { format!("{name}: {value}") };
    let lines = lines_of(file, entry);
    let own_line = file.starts_its_line(entry.start_byte());
    let above = if own_line { file.text[lines.start..entry.start_byte()].trim() } else { "" };
    let behind = file.text[entry.end_byte()..lines.end].trim_start_matches(',').trim();
    if behind.starts_with("//") && own_line {
        return unsupported(format!("the comment on line {} would move", file.line_of(entry.end_byte())));
    }
    let mut text = shift(file.language, &code, indent, "");
    let (newline, unit) = (file.style().newline, file.style().indent.unit());
    for key in outer.iter().rev() {
        text = if text.contains('\n') {
            let inner = shift(file.language, &format!("\n{text}"), "", &unit);
            format!("{key}: {{{}{newline}}}", if newline == "\n" { inner } else { inner.replacen('\n', newline, 1) })
        } else {
            format!("{key}: {{ {text} }}")
        };
    }
    if !above.is_empty() {
        text = format!("{}{newline}{text}", shift(file.language, above, indent, ""));
    }
    Ok(text)
}

/// A new nested object, over several lines.
fn block(file: &SourceFile, name: &str, group: &[&Moved<'_, '_>], commas: bool) -> Result<String, EditError> {
    let (newline, unit) = (file.style().newline, file.style().indent.unit());
    let mut text = format!("{name}: {{{newline}");
    for (number, moved) in group.iter().enumerate() {
        let leaf = leaf(file, moved.entry, &moved.path[1..])?;
        let comma = if number + 1 < group.len() || commas { "," } else { "" };
        let leaf = shift(file.language, &format!("\n{leaf}"), "", &unit);
        text.push_str(&format!("{}{comma}{newline}", leaf.trim_start_matches('\n')));
    }
    text.push('}');
    Ok(text)
}

/// An object on one line: it stays on it while it fits.
fn on_one_line(file: &SourceFile, object: Node<'_>, moved: &[Moved<'_, '_>]) -> EditResult {
    let line = file.line_of(object.start_byte());
    if has_comment(object) || file.text_of(object).contains('\n') {
        return unsupported(format!("the object on line {line} is laid out by hand"));
    }
    let of = |entry: &Node<'_>| moved.iter().find(|moved| moved.entry.id() == entry.id());
    let mut entries: Vec<String> = Vec::new();
    let mut tops: Vec<(&str, Vec<&Moved<'_, '_>>, usize)> = Vec::new();
    for entry in parts(object) {
        let Some(moved) = of(&entry) else {
            entries.push(file.text_of(entry).to_owned());
            continue;
        };
        let Some(top) = moved.path.first() else { continue };
        if place(file, object, moved.path)?.is_some() {
            return unsupported(format!("the object on line {line} has `{top}` on the same line"));
        }
        match tops.iter_mut().find(|(name, ..)| name == top) {
            Some((_, group, _)) => group.push(moved),
            None => {
                tops.push((top, vec![moved], entries.len()));
                entries.push(String::new());
            }
        }
    }
    let mut long = entries.clone();
    for (name, group, at) in tops {
        let leaves: Result<Vec<String>, EditError> =
            group.iter().map(|moved| leaf(file, moved.entry, &moved.path[1..])).collect();
        entries[at] = format!("{name}: {{ {} }}", leaves?.join(", "));
        long[at] = block(file, name, &group, file.style().trailing_comma)?;
    }
    let short = format!("{{ {} }}", entries.join(", "));
    let before = &file.text[file.line_start(line)..object.start_byte()];
    let taken = width(before) + width(&short) + width(code_of_tail(file, object.end_byte()));
    if taken <= line_limit(file) {
        return Ok(Edited::Edits(vec![TextEdit::replace(object.byte_range(), short)]));
    }
    let (style, indent) = (file.style(), file.indent_at(object.start_byte()));
    let (newline, inner) = (style.newline, format!("{indent}{}", style.indent.unit()));
    let mut text = format!("{{{newline}");
    for (number, (short, long)) in entries.iter().zip(long).enumerate() {
        let comma = if number + 1 < entries.len() || style.trailing_comma { "," } else { "" };
        let fits = width(&inner) + width(short) < line_limit(file);
        let entry = if fits { short.clone() } else { shift(file.language, &long, "", &inner) };
        text.push_str(&format!("{inner}{entry}{comma}{newline}"));
    }
    Ok(Edited::Edits(vec![TextEdit::replace(object.byte_range(), format!("{text}{indent}}}"))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::testing::comes_to;
    use crate::lang::Language;

    fn run(text: &str) -> String {
        let renamed = |name: &str, value: Option<&str>, path: &[&str]| Renamed {
            name: name.to_owned(),
            value: value.map(str::to_owned),
            path: path.iter().map(|key| (*key).to_owned()).collect(),
        };
        let table = [
            renamed("gone", Some("true"), &[]),
            renamed("flat", None, &["group", "flat"]),
            renamed("deep", None, &["group", "more", "new"]),
        ];
        let ensure = |text: &str| {
            let file = SourceFile::parse("a.ts", Language::TypeScript, text.to_owned(), false);
            assert!(file.errors().is_empty(), "{text}");
            rename(&file, text.find('{').expect("object")..text.rfind('}').expect("object") + 1, &table)
        };
        comes_to(text, ensure)
    }

    #[test]
    fn entries_move_with_their_comments_and_values() {
        let table = [
            ("go({ a: 1, gone: false });\n", "holds"),
            ("go({ gone: true });\n", "go({});\n"),
            ("go({ gone: true, a: 1 });\n", "go({ a: 1 });\n"),
            ("go({ a: 1, gone: true });\n", "go({ a: 1 });\n"),
            ("go({\n  a: 1,\n\n  // why\n  gone: true,\n\n  b: 2\n});\n", "go({\n  a: 1,\n\n  b: 2\n});\n"),
            ("go({\n  a: 1,\n  gone: true\n});\n", "go({\n  a: 1\n});\n"),
            ("go({ flat: x, a: 1 });\n", "go({ group: { flat: x }, a: 1 });\n"),
            ("go({ deep, a: 1 });\n", "go({ group: { more: { new: deep } }, a: 1 });\n"),
            (
                "go({\n  // one\n  deep: true,\n  a: 1,\n  // two\n  flat: [\n    1,\n  ],\n});\n",
                "go({\n  group: {\n    // one\n    more: { new: true },\n    // two\n    flat: [\n      1,\n    ],\n  },\n  a: 1,\n});\n",
            ),
            (
                "go({\r\n\tgroup: {\r\n\t\tb: 1,\r\n\t},\r\n\tflat: 2,\r\n});\r\n",
                "go({\r\n\tgroup: {\r\n\t\tb: 1,\r\n\t\tflat: 2,\r\n\t},\r\n});\r\n",
            ),
            ("go({\n  ...rest,\n  flat: 1,\n});\n", "...rest may hold what belongs to the new names"),
            ("go({\n  group: f(),\n  flat: 1,\n});\n", "`group` is no object literal"),
            (
                "go({\n  group: { flat: 2 },\n  flat: 1,\n});\n",
                "`group.flat` is set besides its older form, and only one of them can win",
            ),
            ("go({ a: 1,\n  flat: 1 });\n", "the object on line 1 is laid out by hand"),
            (
                "go({ aaaaaaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbb: 2, flat: ccccccccccccccccccccc });\n",
                "go({\n  aaaaaaaaaaaaaaaaaaaaaaaa: 1,\n  bbbbbbbbbbbbbbbbbbbbbbbb: 2,\n  group: { flat: ccccccccccccccccccccc },\n});\n",
            ),
        ];
        for (before, after) in table {
            assert_eq!(run(before), after, "{before}");
        }
    }
}
