//! Ensures a decorator on a Python function, method or class.

use std::ops::Range;

use regex::Regex;
use tree_sitter::Node;

use super::syntax::{attached_start, layout, parts, path_to, unsupported};
use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::{Language, SourceFile};

/// Where a new decorator goes among those that are there.
#[derive(Clone, Debug)]
pub enum DecoratorPlace {
    /// Directly above `def` or `class`: it sees the bare function.
    Innermost,
    /// Directly below the last decorator whose text (without `@`) matches, above all others: what
    /// the matching decorators register is the decorated function. Without a match: outermost.
    BelowMatching(Regex),
    /// Above all others.
    Outermost,
}

/// Ensures that the definition at `definition` (or around it) carries the decorator `code`, given
/// without `@`. Holds where a decorator of that name is there, bare, called or qualified.
///
/// # Errors
/// [`EditError::Unsupported`] where there is no definition, or a decorator shares its line.
pub fn decorator(file: &SourceFile, definition: Range<usize>, code: &str, place: &DecoratorPlace) -> EditResult {
    if file.language != Language::Python {
        return Err(EditError::Rule("only Python definitions take decorators".to_owned()));
    }
    let path = path_to(file, &definition)?;
    let is_definition = |node: &Node<'_>| matches!(node.kind(), "function_definition" | "class_definition");
    let inner = match path.last().filter(|node| node.kind() == "decorated_definition") {
        Some(decorated) => decorated.child_by_field_name("definition"),
        None => path.iter().rfind(|node| is_definition(node)).copied(),
    };
    let Some(inner) = inner else { return unsupported("there is no function or class at this place") };
    let outer = path.iter().rfind(|node| node.kind() == "decorated_definition");
    let there: Vec<Node<'_>> = outer
        .filter(|node| node.child_by_field_name("definition") == Some(inner))
        .map(|node| parts(*node).into_iter().filter(|part| part.kind() == "decorator").collect())
        .unwrap_or_default();
    let code = code.trim().trim_start_matches('@');
    if there.iter().any(|node| same_name(bare(file.text_of(*node)), bare(code))) {
        return Ok(Edited::Holds);
    }
    if let Some(shared) = there.iter().chain([&inner]).find(|node| !file.starts_its_line(node.start_byte())) {
        return unsupported(format!("line {} holds more than one statement", file.line_of(shared.start_byte())));
    }
    let next = match place {
        DecoratorPlace::Innermost => there.len(),
        DecoratorPlace::Outermost => 0,
        DecoratorPlace::BelowMatching(pattern) => there
            .iter()
            .rposition(|node| pattern.is_match(file.text_of(*node).trim_start_matches('@').trim_start()))
            .map_or(0, |at| at + 1),
    };
    let target = there.get(next).unwrap_or(&inner).start_byte();
    // Comments above a decorator in the middle belong to it; those above the first one, to the definition.
    let position = if next == 0 { file.line_start(file.line_of(target)) } else { attached_start(file, target) };
    let style = file.style();
    let text = layout(file.language, &style, &format!("@{code}"), file.indent_at(target));
    Ok(Edited::Edits(vec![TextEdit::insert(position, text + style.newline)]))
}

/// The dotted name of a decorator: no `@`, no arguments.
fn bare(text: &str) -> &str {
    let text = text.trim_start_matches('@');
    text.split('(').next().unwrap_or(text).trim()
}

/// Is one of the names the other with its module in front?
fn same_name(a: &str, b: &str) -> bool {
    let qualifies = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with('.'));
    a == b || qualifies(a, b) || qualifies(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::testing::comes_to;

    fn run(text: &str, code: &str, place: &DecoratorPlace) -> String {
        let ensure = |text: &str| {
            let file = SourceFile::parse("a.py", Language::Python, text.to_owned(), false);
            let start = text.find("def f").or(text.find("class f")).expect("definition");
            decorator(&file, start..start + 5, code, place)
        };
        comes_to(text, ensure)
    }

    #[test]
    fn a_decorator_goes_where_it_sees_the_right_function() {
        let below = DecoratorPlace::BelowMatching(Regex::new(r"\.path\(").expect("pattern"));
        let table = [
            ("# f\ndef f(): pass\n", &DecoratorPlace::Innermost, "# f\n@mark(1)\ndef f(): pass\n"),
            ("@a\n@b\ndef f():\n    pass\n", &DecoratorPlace::Innermost, "@a\n@b\n@mark(1)\ndef f():\n    pass\n"),
            ("@a\n@b\ndef f():\n    pass\n", &DecoratorPlace::Outermost, "@mark(1)\n@a\n@b\ndef f():\n    pass\n"),
            (
                "class A:\n\t@x.path('/')\n\t@x.path(\n\t\t'/b',\n\t)\n\t# why\n\t@b\n\tasync def f():\n\t\tpass\n",
                &below,
                "class A:\n\t@x.path('/')\n\t@x.path(\n\t\t'/b',\n\t)\n\t@mark(1)\n\t# why\n\t@b\n\tasync def f():\n\t\tpass\n",
            ),
            ("@b\r\ndef f():\r\n    pass\r\n", &below, "@mark(1)\r\n@b\r\ndef f():\r\n    pass\r\n"),
            ("class f:\n    pass\n", &below, "@mark(1)\nclass f:\n    pass\n"),
            ("@lib.mark\ndef f():\n    pass\n", &below, "holds"),
            ("@mark(2)\ndef f():\n    pass\n", &below, "holds"),
            ("@unmark\ndef f():\n    pass\n", &below, "@mark(1)\n@unmark\ndef f():\n    pass\n"),
        ];
        for (before, place, after) in table {
            // `async def f` is found by its name.
            assert_eq!(run(before, "mark(1)", place), after);
        }
    }
}
