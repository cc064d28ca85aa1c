//! Edits as byte ranges, and the one function that applies them.

use std::ops::Range;

/// Replaces the bytes of `range` by `text`; an empty range inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// Byte range in the text the edit was made for.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl TextEdit {
    /// Inserts `text` at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> TextEdit {
        TextEdit { range: offset..offset, text: text.into() }
    }

    /// Replaces `range` by `text`.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> TextEdit {
        TextEdit { range, text: text.into() }
    }
}

/// Two edits that claim the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two edits claim the same bytes ({}..{} and {}..{})", .0.start, .0.end, .1.start, .1.end)]
pub struct Overlap(pub Range<usize>, pub Range<usize>);

/// Applies edits made for `text`. Equal edits count once; insertions at one place keep the order they
/// were given in; edits that overlap are an error, never merged by guess.
///
/// # Errors
/// [`Overlap`] where two different edits claim the same bytes.
pub fn splice(text: &str, edits: &[TextEdit]) -> Result<String, Overlap> {
    let mut ordered: Vec<&TextEdit> = Vec::with_capacity(edits.len());
    for edit in edits {
        if !ordered.contains(&edit) {
            ordered.push(edit);
        }
    }
    ordered.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + ordered.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut done = 0..0;
    for edit in ordered {
        if edit.range.start < done.end {
            return Err(Overlap(done, edit.range.clone()));
        }
        out.push_str(&text[done.end..edit.range.start]);
        out.push_str(&edit.text);
        done = edit.range.clone();
    }
    out.push_str(&text[done.end..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_place_and_never_overlap() {
        let edits = [
            TextEdit::insert(3, "X"),
            TextEdit::replace(0..1, "A"),
            TextEdit::insert(3, "Y"),
            TextEdit::insert(3, "X"),
        ];
        assert_eq!(splice("abcdef", &edits).as_deref(), Ok("AbcXYdef"));
        assert!(splice("abcdef", &[TextEdit::replace(0..3, ""), TextEdit::replace(2..4, "")]).is_err());
    }
}
