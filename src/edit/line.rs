//! `line`: ensures one line in a plain file, such as a list of ignored paths.

use regex::Regex;

use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::{Language, Style};

/// Where a new line goes.
#[derive(Clone, Copy, Debug)]
pub enum LinePlace<'a> {
    /// After the last line that is not blank.
    End,
    /// After the last line that matches, or to the end.
    After(&'a Regex),
    /// Before the first line that matches, or to the end.
    Before(&'a Regex),
}

/// Ensures that `text` has `line`. It has, where a line is equal to it but for white space around
/// it, or where a line matches `present`.
///
/// # Errors
/// [`EditError::Rule`] where the wanted text is empty or more than one line.
pub fn ensure_line(text: &str, line: &str, place: LinePlace<'_>, present: Option<&Regex>) -> EditResult {
    let wanted = line.trim_end();
    if wanted.trim().is_empty() || wanted.contains(['\n', '\r']) {
        return Err(EditError::Rule("`line` wants exactly one line with something on it".to_owned()));
    }
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let body = whole.trim_end_matches(['\n', '\r']);
        if body.trim() == wanted.trim() || present.is_some_and(|present| present.is_match(body)) {
            return Ok(Edited::Holds);
        }
        lines.push((at, body));
        at += whole.len();
    }
    let start_of = |index: usize| lines.get(index).map_or(text.len(), |(start, _)| *start);
    let at = match place {
        LinePlace::End => None,
        LinePlace::After(pattern) => {
            lines.iter().rposition(|(_, body)| pattern.is_match(body)).map(|i| start_of(i + 1))
        }
        LinePlace::Before(pattern) => lines.iter().position(|(_, body)| pattern.is_match(body)).map(start_of),
    };
    let last = || lines.iter().rposition(|(_, body)| !body.trim().is_empty()).map_or(0, |index| start_of(index + 1));
    let at = at.unwrap_or_else(last);
    let newline = Style::of(text, Language::Text).newline;
    let unfinished = at == text.len() && !text.is_empty() && !text.ends_with('\n');
    let new = if unfinished { format!("{newline}{wanted}") } else { format!("{wanted}{newline}") };
    Ok(Edited::Edits(vec![TextEdit::insert(at, new)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;

    fn after(text: &str, line: &str, place: LinePlace<'_>) -> String {
        let edits = ensure_line(text, line, place, None).unwrap().into_edits();
        let after = splice(text, &edits).unwrap();
        assert_eq!(ensure_line(&after, line, place, None), Ok(Edited::Holds));
        after
    }

    #[test]
    fn a_missing_line_is_added_in_the_file_s_own_form() {
        assert_eq!(after("", "a", LinePlace::End), "a\n");
        assert_eq!(after("x\n", "a", LinePlace::End), "x\na\n");
        assert_eq!(after("x", "a", LinePlace::End), "x\na");
        assert_eq!(after("x\r\n", "a", LinePlace::End), "x\r\na\r\n");
        assert_eq!(after("x\r\ny", "a", LinePlace::End), "x\r\ny\r\na");
        assert_eq!(after("x\n\n\n", "a", LinePlace::End), "x\na\n\n\n");
        assert_eq!(after("\n", "a", LinePlace::End), "a\n\n");
    }

    #[test]
    fn a_neighbour_decides_the_place_and_the_end_is_the_fallback() {
        let text = "# one\n.env\n.env.local\n# two\nbuild\n";
        let env = Regex::new(r"^\.env").unwrap();
        assert_eq!(after(text, ".new", LinePlace::After(&env)), "# one\n.env\n.env.local\n.new\n# two\nbuild\n");
        assert_eq!(after(text, ".new", LinePlace::Before(&env)), "# one\n.new\n.env\n.env.local\n# two\nbuild\n");
        let none = Regex::new("^absent$").unwrap();
        assert_eq!(after(text, ".new", LinePlace::After(&none)), format!("{text}.new\n"));
        assert_eq!(after("build", ".new", LinePlace::After(&Regex::new("build").unwrap())), "build\n.new");
    }

    #[test]
    fn a_line_counts_as_present_when_equal_or_matched() {
        let holds = |text, present: Option<&Regex>| ensure_line(text, ".env*", LinePlace::End, present);
        assert_eq!(holds("a\n  .env* \nb\n", None), Ok(Edited::Holds));
        assert_eq!(holds("a\r\n.env*\r\n", None), Ok(Edited::Holds));
        assert_eq!(holds("*.env\n", Some(&Regex::new(r"^\*\.env$").unwrap())), Ok(Edited::Holds));
        assert!(matches!(holds("# .env*\n", None), Ok(Edited::Edits(_))));
        assert!(matches!(ensure_line("a\n", "b\nc", LinePlace::End, None), Err(EditError::Rule(_))));
    }
}
