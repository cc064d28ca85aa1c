//! The laws every edit of code must keep, checked on each run and not only in tests.

pub mod imports;
pub mod names;

use super::{TextEdit, splice};
use crate::lang::{Indent, SourceFile};

/// Checks law 2 (still parses) and law 3 (only the edit changes) for an edited code file.
///
/// # Errors
/// A sentence fragment that names the law's breach and its place.
pub fn check_code(before: &SourceFile, after_text: &str, edits: &[TextEdit]) -> Result<(), String> {
    only_the_edits_changed(before, after_text, edits)?;
    newlines_kept(&before.text, after_text)?;
    indentation_kept(before, edits)?;
    still_parses(before, after_text, edits)
}

fn only_the_edits_changed(before: &SourceFile, after_text: &str, edits: &[TextEdit]) -> Result<(), String> {
    let sound = edits.iter().all(|edit| {
        edit.range.start <= edit.range.end
            && before.text.is_char_boundary(edit.range.start)
            && before.text.is_char_boundary(edit.range.end)
    });
    if !sound {
        return Err("an edit reaches outside the file".to_owned());
    }
    match splice(&before.text, edits) {
        Ok(text) if text == after_text => Ok(()),
        Ok(_) => Err("bytes outside the edits changed".to_owned()),
        Err(overlap) => Err(overlap.to_string()),
    }
}

fn newlines_kept(before: &str, after: &str) -> Result<(), String> {
    let (crlf_before, lf_before) = newlines(before);
    let (crlf_after, lf_after) = newlines(after);
    if crlf_before > 0 && lf_before == 0 && lf_after > 0 {
        return Err("a line ends with LF in a file that uses CRLF".to_owned());
    }
    if crlf_before == 0 && lf_before > 0 && crlf_after > 0 {
        return Err("a line ends with CRLF in a file that uses LF".to_owned());
    }
    let ends = |text: &str| text.ends_with('\n');
    if !before.is_empty() && ends(before) != ends(after) {
        return Err("the line break at the end of the file changed".to_owned());
    }
    Ok(())
}

/// How many CRLF and how many lone LF.
fn newlines(text: &str) -> (usize, usize) {
    let crlf = text.matches("\r\n").count();
    (crlf, memchr::memchr_iter(b'\n', text.as_bytes()).count() - crlf)
}

/// New lines are not indented with tabs where the file uses spaces, nor the other way round. Spaces
/// behind tabs are alignment.
fn indentation_kept(before: &SourceFile, edits: &[TextEdit]) -> Result<(), String> {
    let indented = |sign: char| before.text.lines().any(|line| line.starts_with(sign) && !line.trim().is_empty());
    let (tabs, spaces) = (indented('\t'), indented(' '));
    let foreign = match before.style().indent {
        Indent::Tab if tabs && !spaces => ' ',
        Indent::Spaces(_) if spaces && !tabs => '\t',
        _ => return Ok(()),
    };
    let name = if foreign == '\t' { "tabs" } else { "spaces" };
    for edit in edits {
        let whole = before.starts_its_line(edit.range.start);
        let own = edit.text.lines().skip(usize::from(!whole));
        if own.into_iter().any(|line| line.starts_with(foreign) && !line.trim().is_empty()) {
            let line = before.line_of(edit.range.start);
            return Err(format!("the code for line {line} would be indented with {name}, which the file does not use"));
        }
    }
    Ok(())
}

/// No syntax error that was not there before, at the same place as far as edits did not move it.
fn still_parses(before: &SourceFile, after_text: &str, edits: &[TextEdit]) -> Result<(), String> {
    let after = SourceFile::parse_again(&before.path, before.language, after_text.to_owned(), before.bom);
    let known: Vec<Option<usize>> = before.errors().iter().map(|range| moved(range.start, edits)).collect();
    match after.errors().iter().find(|range| !known.contains(&Some(range.start))) {
        None => Ok(()),
        Some(range) => Err(format!("the result has a syntax error on line {}", after.line_of(range.start))),
    }
}

/// Where a byte of the old text stands in the new one; `None` for bytes an edit replaced.
fn moved(offset: usize, edits: &[TextEdit]) -> Option<usize> {
    let mut seen: Vec<&TextEdit> = Vec::new();
    let (mut added, mut removed) = (0, 0);
    for edit in edits {
        if seen.contains(&edit) {
            continue;
        }
        seen.push(edit);
        if edit.range.end <= offset {
            added += edit.text.len();
            removed += edit.range.len();
        } else if edit.range.start <= offset {
            return None;
        }
    }
    (offset + added).checked_sub(removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn check(text: &str, edits: &[TextEdit]) -> Result<(), String> {
        let file = SourceFile::parse("a.py", Language::Python, text.to_owned(), false);
        check_code(&file, &splice(text, edits).expect("no overlap"), edits)
    }

    #[test]
    fn each_law_is_kept_or_named() {
        let refused = |reason: &str| Err(reason.to_owned());
        let table = [
            ("a = 1\n", TextEdit::insert(6, "b = 2\n"), Ok(())),
            ("a = 1\n", TextEdit::insert(6, "b = (\n"), refused("the result has a syntax error on line 2")),
            ("a = 1\r\n", TextEdit::insert(7, "b = 2\n"), refused("a line ends with LF in a file that uses CRLF")),
            ("a = 1\n", TextEdit::insert(6, "b = 2\r\n"), refused("a line ends with CRLF in a file that uses LF")),
            ("a = 1", TextEdit::insert(5, "\n"), refused("the line break at the end of the file changed")),
            (
                "if a:\n\tb = 1\n",
                TextEdit::insert(13, "    c = 2\n"),
                refused("the code for line 3 would be indented with spaces, which the file does not use"),
            ),
            // An error that was there before is nobody's fault, wherever it moves.
            ("a = 1\nb = = 2\n", TextEdit::insert(0, "c = 3\n"), Ok(())),
            ("a = 1\nb = = 2\n", TextEdit::insert(6, "c = = 3\n"), refused("the result has a syntax error on line 2")),
        ];
        for (text, edit, expected) in table {
            assert_eq!(check(text, std::slice::from_ref(&edit)), expected, "{text:?} {edit:?}");
        }
    }

    #[test]
    fn bytes_outside_the_edits_are_identical() {
        let file = SourceFile::parse("a.py", Language::Python, "a = 1\n".to_owned(), false);
        assert_eq!(check_code(&file, "a = 2\n", &[]), Err("bytes outside the edits changed".to_owned()));
        let outside = [TextEdit::insert(99, "")];
        assert_eq!(check_code(&file, "a = 1\n", &outside), Err("an edit reaches outside the file".to_owned()));
    }
}
