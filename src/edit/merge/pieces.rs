//! Edits upon edits: keeps track of which bytes of the first text are still there after several
//! rounds of editing, so that all rounds together become one set of edits against the first text.

use std::ops::Range;

use crate::edit::TextEdit;

enum Piece {
    /// Bytes of the first text.
    Kept(Range<usize>),
    /// Bytes that came in.
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Kept(range) => range.len(),
            Piece::New(text) => text.len(),
        }
    }
}

/// A text under repair, as a row of pieces.
pub(super) struct Pieces<'t> {
    first: &'t str,
    pieces: Vec<Piece>,
}

impl<'t> Pieces<'t> {
    pub fn of(first: &'t str) -> Pieces<'t> {
        Pieces { first, pieces: vec![Piece::Kept(0..first.len())] }
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Kept(range) => out.push_str(&self.first[range.clone()]),
                Piece::New(text) => out.push_str(text),
            }
        }
        out
    }

    /// Applies edits made for the text as it is now; they must not overlap.
    pub fn apply(&mut self, edits: &[TextEdit]) {
        let mut ordered: Vec<&TextEdit> = edits.iter().collect();
        ordered.sort_by_key(|edit| (edit.range.start, edit.range.end));
        // From the back, so that the offsets of the edits in front stay true; the sort is stable, so
        // of several insertions at one place the last goes in first.
        for edit in ordered.into_iter().rev() {
            let start = self.cut(edit.range.start);
            let end = self.cut(edit.range.end);
            self.pieces.splice(start..end, [Piece::New(edit.text.clone())]);
        }
    }

    /// Makes a border between pieces at `offset` and says which piece begins there.
    fn cut(&mut self, offset: usize) -> usize {
        let mut at = 0;
        for index in 0..self.pieces.len() {
            if at == offset {
                return index;
            }
            let length = self.pieces[index].len();
            if offset < at + length {
                let split = offset - at;
                let (left, right) = match &self.pieces[index] {
                    Piece::Kept(range) => {
                        let middle = range.start + split;
                        (Piece::Kept(range.start..middle), Piece::Kept(middle..range.end))
                    }
                    Piece::New(text) => (Piece::New(text[..split].to_owned()), Piece::New(text[split..].to_owned())),
                };
                self.pieces.splice(index..=index, [left, right]);
                return index + 1;
            }
            at += length;
        }
        self.pieces.len()
    }

    /// All rounds as edits against the first text.
    pub fn into_edits(self) -> Vec<TextEdit> {
        let mut edits = Vec::new();
        let mut done = 0;
        let mut new = String::new();
        let end = self.first.len();
        for piece in self.pieces.into_iter().chain([Piece::Kept(end..end)]) {
            match piece {
                Piece::New(text) => new.push_str(&text),
                Piece::Kept(range) => {
                    if range.start > done || !new.is_empty() {
                        edits.push(TextEdit::replace(done..range.start, std::mem::take(&mut new)));
                    }
                    done = range.end;
                }
            }
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;

    #[test]
    fn rounds_of_edits_add_up_to_edits_of_the_first_text() {
        let mut pieces = Pieces::of("a{ }z");
        pieces.apply(&[TextEdit::replace(2..3, "one"), TextEdit::insert(5, "!")]);
        assert_eq!(pieces.text(), "a{one}z!");
        pieces.apply(&[TextEdit::insert(5, ","), TextEdit::insert(5, "two")]);
        assert_eq!(pieces.text(), "a{one,two}z!");
        let edits = pieces.into_edits();
        assert_eq!(edits, [TextEdit::replace(2..3, "one,two"), TextEdit::insert(5, "!")]);
        assert_eq!(splice("a{ }z", &edits).unwrap(), "a{one,two}z!");
    }
}
