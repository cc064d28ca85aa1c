//! Replaces a captured node.

use std::ops::Range;

use super::syntax::{layout_inline, path_to, tokens, walk};
use super::{EditResult, Edited, TextEdit};
use crate::lang::SourceFile;

/// Ensures that `code` stands at `range`. Holds where it already says the same in another format.
/// Further lines of `code` are indented like the line `range` starts on. Empty code takes the node out,
/// and the blanks behind it. A plain file has no nodes: there the text at `range` is replaced as it is.
///
/// # Errors
/// Only where `range` does not lie in the file.
pub fn replace(file: &SourceFile, range: Range<usize>, code: &str) -> EditResult {
    if file.language.grammar().is_none() {
        let text = file.style().with_newlines(code);
        let same = file.text.get(range.clone()) == Some(text.as_str());
        return Ok(if same { Edited::Holds } else { Edited::Edits(vec![TextEdit::replace(range, text)]) });
    }
    let path = path_to(file, &range)?;
    let new = SourceFile::parse_again("", file.language, code.to_owned(), false);
    let old = SourceFile::parse_again("", file.language, file.text[range.clone()].to_owned(), false);
    // A fragment that does not parse on its own (an entry of an object literal) is compared as text.
    let same = match (old.root(), new.root()) {
        (Some(a), Some(b)) if !a.has_error() && !b.has_error() => tokens(&old.text, a) == tokens(&new.text, b),
        _ => false,
    };
    let text = layout_inline(file.language, &file.style(), code, file.indent_at(range.start));
    if same || file.text[range.clone()] == text {
        return Ok(Edited::Holds);
    }
    // Comments inside the range would be lost without a word.
    let mut comment = None;
    if let Some(node) = path.last() {
        walk(*node, |node| {
            let inside = range.start <= node.start_byte() && node.end_byte() <= range.end;
            if inside && super::syntax::is_comment(node) && !code.contains(file.text_of(node)) {
                comment.get_or_insert(node.start_byte());
            }
            true
        });
    }
    match comment {
        Some(at) => super::syntax::unsupported(format!("the comment on line {} would be lost", file.line_of(at))),
        None => {
            let behind = &file.text[range.end..];
            let blanks = if code.is_empty() { behind.len() - behind.trim_start_matches([' ', '\t']).len() } else { 0 };
            Ok(Edited::Edits(vec![TextEdit::replace(range.start..range.end + blanks, text)]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;
    use crate::lang::Language;

    #[test]
    fn a_plain_file_has_no_nodes() {
        let text = "COPY app.py ./\r\n";
        assert_eq!(run("Dockerfile", text, "app.py", "app.py\nb.py"), "COPY app.py\r\nb.py ./\r\n");
        assert_eq!(run("Dockerfile", text, "app.py", "app.py"), "holds");
    }

    fn run(path: &str, text: &str, needle: &str, code: &str) -> String {
        let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
        let start = text.find(needle).expect("needle");
        match replace(&file, start..start + needle.len(), code) {
            Ok(Edited::Edits(edits)) => splice(text, &edits).expect("no overlap"),
            Ok(Edited::Holds) => "holds".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn new_code_takes_the_place_and_the_indentation_of_the_old() {
        let table = [
            (
                "a.py",
                "def f():\r\n\tx = a(1)\r\n",
                "a(1)",
                "b(\n    1,\n)",
                "def f():\r\n\tx = b(\r\n\t\t1,\r\n\t)\r\n",
            ),
            ("a.ts", "const x = a('b',)\n", "a('b',)", "a(\"b\")", "holds"),
            ("a.ts", "const x = a(1)\n", "a(1)", "a(2)", "const x = a(2)\n"),
            (
                "a.py",
                "x = a(\n    1,  # one\n)\n",
                "a(\n    1,  # one\n)",
                "b()",
                "the comment on line 2 would be lost",
            ),
        ];
        for (path, before, needle, code, after) in table {
            assert_eq!(run(path, before, needle, code), after);
        }
    }
}
