//! Takes a captured entry out of its list, or a statement out of its block.

use std::ops::Range;

use tree_sitter::Node;

use super::syntax::{
    attached_start, blank_lines_above, blank_lines_below, children, is_block, is_comment, outermost, parts, path_to,
    unsupported, walk,
};
use super::{EditError, TextEdit};
use crate::lang::SourceFile;
use crate::lang::data::Step;

/// Lists whose entries stand between commas. (A tuple of one needs its comma.)
const LISTS: [&str; 9] =
    ["object", "array", "arguments", "object_pattern", "named_imports", "list", "dictionary", "set", "argument_list"];

/// What taking something out comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The edits.
    pub edits: Vec<TextEdit>,
    /// Where a data file lacks a value from now on, step by step from the top; empty for code.
    pub from: Vec<Step>,
}

/// Ensures that the entry or statement at `range` is gone, with its comma and its line.
///
/// # Errors
/// [`EditError::Unsupported`] where `range` is neither, and where a comment would be lost or would come to
/// stand above something else.
pub fn remove(file: &SourceFile, range: Range<usize>) -> Result<Removed, EditError> {
    let path = path_to(file, &range)?;
    let at = outermost(&path, &range);
    let (Some(node), Some(parent)) = (path.get(at), at.checked_sub(1).and_then(|above| path.get(above))) else {
        return unsupported("there is nothing around it to take it out of");
    };
    if let Some(offset) = comment_of(file, *node) {
        return unsupported(format!("the comment on line {} belongs to what would go", file.line_of(offset)));
    }
    let edits = if LISTS.contains(&parent.kind()) {
        of_list(file, node.byte_range(), *parent)
    } else if is_block(*parent) {
        vec![TextEdit::replace(lines(file, node.byte_range()), "")]
    } else {
        return unsupported("it is no entry of a list and no statement");
    };
    let from = if file.language == crate::lang::Language::Json { steps(file, &path[..=at]) } else { Vec::new() };
    Ok(Removed { edits, from })
}

/// The edits that take several entries out at once: neighbours go as one, with the commas between them.
///
/// # Errors
/// As [`remove`] of each.
pub fn remove_all(file: &SourceFile, ranges: &[Range<usize>]) -> Result<Vec<TextEdit>, EditError> {
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| range.start);
    ranges.dedup();
    let mut edits: Vec<TextEdit> = Vec::new();
    let neighbours = |left: &Range<usize>, right: &Range<usize>| {
        file.text.get(left.end..right.start).is_some_and(|between| between.trim() == ",")
    };
    for run in ranges.chunk_by(neighbours) {
        match run {
            [first, .., last] => {
                for one in run {
                    remove(file, one.clone())?;
                }
                let run = first.start..last.end;
                let path = path_to(file, &run)?;
                let Some(list) = path.iter().rfind(|node| LISTS.contains(&node.kind())) else { continue };
                edits.extend(of_list(file, run, *list));
            }
            alone => {
                for one in alone {
                    edits.extend(remove(file, one.clone())?.edits);
                }
            }
        }
    }
    Ok(edits)
}

/// A comment inside, behind or directly above an entry.
fn comment_of(file: &SourceFile, node: Node<'_>) -> Option<usize> {
    let mut found = None;
    walk(node, |inner| {
        if is_comment(inner) {
            found.get_or_insert(inner.start_byte());
        }
        true
    });
    let (start, end) = (node.start_byte(), node.end_byte());
    let above = file.starts_its_line(start) && attached_start(file, start) < file.line_start(file.line_of(start));
    let behind = !file.comment_behind(end).is_empty();
    let beside = if above { Some(attached_start(file, start)) } else { behind.then_some(end) };
    found.or(beside)
}

/// The edits that take an entry, or several beside each other, out of a list.
fn of_list(file: &SourceFile, gone: Range<usize>, list: Node<'_>) -> Vec<TextEdit> {
    let all = children(list);
    let comma = all.iter().find(|other| other.kind() == "," && other.start_byte() >= gone.end);
    let entries = parts(list);
    let before = entries.iter().rfind(|entry| entry.end_byte() <= gone.start).map(Node::end_byte);
    let next = entries.iter().find(|entry| entry.start_byte() >= gone.end);
    // The comma of its own, not the one behind a later entry.
    let comma = comma.filter(|comma| next.is_none_or(|next| comma.start_byte() < next.start_byte()));
    let own = gone.start..comma.map_or(gone.end, Node::end_byte);
    if before.is_none() && next.is_none() {
        return vec![TextEdit::replace(list.start_byte() + 1..list.end_byte() - 1, "")];
    }
    let alone = |range: &Range<usize>| {
        let rest = &file.text[range.end..file.line_end_with_break(range.end)];
        file.starts_its_line(range.start) && rest.trim().is_empty()
    };
    let Some(before) = before.filter(|_| next.is_none() && comma.is_none()) else {
        // What follows on the line moves up to where the entry stood.
        let end = if alone(&own) { None } else { next.map(|next| next.start_byte().max(own.end)) };
        let range = match end {
            None if alone(&own) => lines(file, own),
            Some(end) if file.line_of(end) == file.line_of(own.end) => own.start..end,
            _ => own,
        };
        return vec![TextEdit::replace(range, "")];
    };
    // The last entry of a list without a comma at its end: the one before it becomes such a one.
    let gap = &file.text[before..own.start];
    let commented = gap.trim_start_matches(',').trim() != "";
    if alone(&own) && commented {
        return vec![TextEdit::replace(before..before + 1, ""), TextEdit::replace(lines(file, own), "")];
    }
    vec![TextEdit::replace(before..own.end, "")]
}

/// The whole lines of a range that shares them with nothing, and one of the blank lines that would meet.
fn lines(file: &SourceFile, range: Range<usize>) -> Range<usize> {
    let (start, end) = (file.line_start(file.line_of(range.start)), file.line_end_with_break(range.end));
    let shared = !file.starts_its_line(range.start)
        || !file.text[range.end..end].trim_matches([';', ' ', '\r', '\n']).is_empty();
    if shared {
        return range;
    }
    let first = file.text[..start].trim().is_empty();
    let meet = blank_lines_below(file, end) > 0 && (first || blank_lines_above(file, start) > 0);
    start..if meet { file.line_end_with_break(end) } else { end }
}

/// The keys and places that lead to the last node of a path through a JSON document.
fn steps(file: &SourceFile, path: &[Node<'_>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for pair in path.windows(2) {
        let [parent, node] = pair else { continue };
        match parent.kind() {
            "object" => {
                let key = node.child_by_field_name("key").map(|key| file.text_of(key));
                steps.extend(key.map(|key| Step::Key(key.trim_matches('"').to_owned())));
            }
            "array" => steps
                .extend(parts(*parent).iter().position(|part| part.byte_range() == node.byte_range()).map(Step::Index)),
            _ => {}
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;
    use crate::lang::Language;

    fn run(path: &str, text: &str, needle: &str) -> String {
        let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
        let start = text.find(needle).expect("needle");
        match remove(&file, start..start + needle.len()) {
            Ok(removed) => splice(text, &removed.edits).expect("no overlap"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn an_entry_goes_with_its_comma_and_its_line() {
        let table = [
            ("a.json", "{\n  \"a\": 1,\n  \"b\": 2\n}\n", "\"a\": 1", "{\n  \"b\": 2\n}\n"),
            ("a.json", "{\r\n\t\"a\": 1,\r\n\t\"b\": 2\r\n}\r\n", "\"b\": 2", "{\r\n\t\"a\": 1\r\n}\r\n"),
            ("a.json", "{\"a\": [1, 2, 3]}", "2", "{\"a\": [1, 3]}"),
            ("a.json", "{\"a\": [1, 2]}", "2", "{\"a\": [1]}"),
            ("a.json", "{\"a\": [1, 2]}", "1", "{\"a\": [2]}"),
            ("a.json", "{\n  \"a\": [\n    1\n  ]\n}\n", "1", "{\n  \"a\": []\n}\n"),
            (
                "a.json",
                "{\n  \"a\": {\n    \"b\": [1]\n  },\n  \"c\": 0\n}\n",
                "\"a\": {\n    \"b\": [1]\n  }",
                "{\n  \"c\": 0\n}\n",
            ),
            ("a.ts", "f({\n  a: 1,\n  b,\n  c: 2,\n});\n", "b", "f({\n  a: 1,\n  c: 2,\n});\n"),
            ("a.ts", "f({\n  a: 1,\n  b,\n});\n", "b", "f({\n  a: 1,\n});\n"),
            ("a.ts", "f({ a: 1, b });\n", "a: 1", "f({ b });\n"),
            ("a.ts", "f({\n  a: 1, // one\n  b\n});\n", "b", "f({\n  a: 1 // one\n});\n"),
            ("a.py", "f(a=1, b=2)\n", "b=2", "f(a=1)\n"),
        ];
        for (path, before, needle, after) in table {
            assert_eq!(run(path, before, needle), after, "{before:?}");
        }
    }

    #[test]
    fn neighbours_go_as_one() {
        let all = |text: &str, needles: &[&str]| {
            let file = SourceFile::parse("a.ts", Language::of_path("a.ts"), text.to_owned(), false);
            let ranges: Vec<Range<usize>> = needles
                .iter()
                .map(|needle| text.find(needle).map(|start| start..start + needle.len()).expect("needle"))
                .collect();
            splice(text, &remove_all(&file, &ranges).expect("removed")).expect("no overlap")
        };
        assert_eq!(all("f({ a: 1, b: 2, c: 3 });\n", &["b: 2", "c: 3"]), "f({ a: 1 });\n");
        assert_eq!(all("f({ a: 1, b: 2, c: 3 });\n", &["a: 1", "b: 2"]), "f({ c: 3 });\n");
        assert_eq!(all("f({ a: 1, b: 2, c: 3 });\n", &["c: 3", "a: 1"]), "f({ b: 2 });\n");
        assert_eq!(all("f({\n  a: 1,\n  b: 2,\n  c: 3,\n});\n", &["b: 2", "c: 3"]), "f({\n  a: 1,\n});\n");
        assert_eq!(all("f({\n  a: 1,\n  b: 2,\n  c: 3\n});\n", &["a: 1", "b: 2"]), "f({\n  c: 3\n});\n");
        assert_eq!(all("f({ a: 1, b: 2 });\n", &["a: 1", "b: 2"]), "f({});\n");
    }

    #[test]
    fn a_statement_goes_with_one_of_the_blank_lines_around_it() {
        assert_eq!(run("a.ts", "a();\n\nb();\n\nc();\n", "b();"), "a();\n\nc();\n");
        assert_eq!(run("a.ts", "a();\nb();\nc();\n", "b();"), "a();\nc();\n");
        assert_eq!(run("a.py", "import a\n\nb = 1\n", "import a"), "b = 1\n");
    }

    #[test]
    fn comments_and_other_places_are_left_alone() {
        let comment = "the comment on line 2 belongs to what would go";
        assert_eq!(run("a.ts", "f({\n  a, // why\n  b,\n});\n", "a"), comment);
        assert_eq!(run("a.ts", "f({\n  // why\n  a,\n  b,\n});\n", "a"), comment);
        assert_eq!(run("a.ts", "let a = b;\n", "b"), "it is no entry of a list and no statement");
    }

    #[test]
    fn a_data_file_says_what_it_lacks() {
        let text = "{\"a\": {\"b\": [0, {\"c\": 1}]}}";
        let file = SourceFile::parse("a.json", Language::Json, text.to_owned(), false);
        let start = text.find("{\"c\"").expect("needle");
        let removed = remove(&file, start..start + 8).expect("removed");
        assert_eq!(removed.from, [Step::Key("a".into()), Step::Key("b".into()), Step::Index(1)]);
    }
}
