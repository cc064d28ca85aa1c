//! Spelling out: what stands for the uses of shapes.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::{Token, calls, closing, offset, predicates, token, trimmed};
use super::{Piece, Shapes, Spelled, USE, as_written, problem, shape};
use crate::rules::diagnostics::Diagnostic;
use crate::rules::query::{Written, patterns, written};

/// Shapes that use shapes nest no deeper.
const DEPTH: usize = 8;

/// What is spelled: a file, and what the names in it stand for.
#[derive(Clone, Debug)]
struct Home<'f> {
    file: &'f str,
    source: &'f str,
    values: BTreeMap<&'f str, String>,
}

struct Speller<'s, 'f> {
    shapes: &'s Shapes<'f>,
    spelled: Spelled,
    /// Predicates of the shapes that a pattern uses.
    behind: Vec<(Home<'f>, Range<usize>)>,
    problems: &'s mut Vec<Diagnostic>,
}

/// A query of a file, spelled out.
pub(super) fn spelled<'f>(
    shapes: &Shapes<'f>,
    (file, source): (&'f str, &'f str),
    query: Range<usize>,
    problems: &mut Vec<Diagnostic>,
) -> Spelled {
    let mut speller = Speller { shapes, spelled: Spelled::default(), behind: Vec::new(), problems };
    let home = Home { file, source, values: BTreeMap::new() };
    let mut at = query.start;
    for span in patterns(&source[query.clone()]) {
        let span = span.start + query.start..span.end + query.start;
        speller.copy(&home, at..span.start);
        at = span.end;
        if shape(file, source, &span).is_none() {
            speller.pattern(&home, &span);
        }
    }
    speller.copy(&home, at..query.end);
    speller.spelled
}

impl<'f> Speller<'_, 'f> {
    fn push(&mut self, home: &Home<'f>, at: usize, text: &str) {
        if !text.is_empty() {
            self.spelled.sources.entry(home.file.to_owned()).or_insert_with(|| home.source.to_owned());
            self.spelled.pieces.push(Piece { start: self.spelled.text.len(), file: home.file.to_owned(), at });
            self.spelled.text.push_str(text);
        }
    }

    fn copy(&mut self, home: &Home<'f>, range: Range<usize>) {
        self.push(home, range.start, &home.source[range]);
    }

    /// A pattern; the predicates of its shapes stand behind its parts, before its own.
    fn pattern(&mut self, home: &Home<'f>, span: &Range<usize>) {
        let (start, first) = (self.spelled.text.len(), self.spelled.pieces.len());
        let close = closing(home.source, span.start).unwrap_or(span.end);
        let whole = self.used(home, span.start).is_some();
        let own = if whole { span.end } else { predicates(home.source, span.start + 1..close) };
        let end = trimmed(home.source, span.start..own).end;
        self.part(home, span.start..end, 0);
        let behind = std::mem::take(&mut self.behind);
        // They speak of captures that stand behind the pattern, too.
        let grouped =
            !behind.is_empty() && (whole || close + 1 < span.end || home.source[span.clone()].starts_with('['));
        if grouped {
            self.part(home, end..span.end, 0);
            self.spelled.text.insert(start, '(');
            self.spelled.pieces[first..].iter_mut().for_each(|piece| piece.start += 1);
        }
        for (home, range) in behind {
            self.push(&home, range.start, "\n  ");
            self.part(&home, range, 0);
        }
        if grouped { self.push(home, close, ")") } else { self.part(home, end..span.end, 0) }
    }

    /// A part of a pattern, with what its values are and with the shapes it uses.
    fn part(&mut self, home: &Home<'f>, range: Range<usize>, depth: usize) {
        if home.values.is_empty() && !home.source[range.clone()].contains("#use!") {
            return self.copy(home, range);
        }
        let (mut at, mut from) = (range.start, range.start);
        while at < range.end {
            let (length, kind) = token(&home.source[at..]);
            let mut end = at + length;
            let replaced = match kind {
                Token::Text => valued(&home.source[at..end], &home.values).map(|said| (Some(said), None)),
                Token::Capture => home.values.get(&home.source[at..end]).map(|said| (Some(said.clone()), None)),
                Token::Open => self.used(home, at).map(|(close, call, bare)| {
                    end = close + 1;
                    (None, Some((call, bare)))
                }),
                _ => None,
            };
            if let Some((said, used)) = replaced {
                self.copy(home, from..at);
                if let Some(said) = said {
                    self.push(home, at, &said);
                }
                if let Some((call, bare)) = used {
                    self.shape(home, &call, bare, depth);
                }
                from = end;
            }
            at = end;
        }
        self.copy(home, from..range.end);
    }

    /// The use of a shape that opens at a place: where it closes, and whether it stands for predicates alone.
    fn used(&self, home: &Home<'f>, open: usize) -> Option<(usize, Written<'f>, bool)> {
        let inside = home.source[open + 1..].trim_start();
        // Most nodes are no use, and where they close does not matter.
        if !inside.starts_with("#use!") && !inside.starts_with('_') {
            return None;
        }
        let close = closing(home.source, open)?;
        let inside = home.source[open + 1..close].trim_start();
        if inside.starts_with('#') {
            let call = written(&home.source[open..=close]).into_iter().next()?;
            return (call.name == USE).then_some((close, call, true));
        }
        let rest = inside.strip_prefix('_').filter(|rest| rest.trim_start().starts_with('('))?;
        let inner = open + 1 + offset(&home.source[open + 1..], rest)..close;
        let (_, call) = calls(home.source, &inner).into_iter().next().filter(|(_, call)| call.name == USE)?;
        Some((close, call, false))
    }

    /// What stands for the use of a shape.
    fn shape(&mut self, home: &Home<'f>, call: &Written<'f>, bare: bool, depth: usize) {
        let Some((name, values)) = call.args.split_first() else {
            let at = offset(home.source, call.name);
            return self.misused(home, at..at + USE.len(), "a shape is used by its name".to_owned());
        };
        let at = offset(home.source, name.text);
        let span = at..at + name.text.len();
        let Some(shape) = self.shapes.named(home.file, name.text).cloned() else {
            let hint = self.shapes.near(home.file, name.text).map_or_else(
                || "shapes stand in the query's own file, in shapes.scm of its area and in lib/shapes.scm".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("unknown shape `{}`", name.text);
            let place = (home.file, home.source);
            return self.problems.push(problem("R053", message, place, span, "no such shape", Some(hint)));
        };
        let wanted = match (shape.part.is_empty(), bare) {
            (true, false) => Some(format!("it has no part: write `(#use! {})`", name.text)),
            (false, true) => Some(format!("it has a part: write `(_ (#use! {}))` where that stands", name.text)),
            _ if !shape.takes(values) => {
                Some(format!("it takes {} values: {}", shape.values.len(), shape.values.join(", ")))
            }
            _ if depth >= DEPTH => Some("it uses itself".to_owned()),
            _ => None,
        };
        if let Some(wanted) = wanted {
            return self.misused(home, span, wanted);
        }
        let values = values.iter().map(|value| match value.capture {
            true => {
                let name = as_written(home.source)(value);
                home.values.get(name).cloned().unwrap_or_else(|| name.to_owned())
            }
            false => valued(value.text, &home.values).unwrap_or_else(|| value.text.to_owned()),
        });
        let values = shape.values.iter().copied().zip(values).collect();
        let inner = Home { file: shape.file, source: shape.source, values };
        self.part(&inner, shape.part.clone(), depth + 1);
        if bare {
            for (index, range) in shape.predicates.into_iter().enumerate() {
                self.push(&inner, range.start, if index > 0 { "\n  " } else { "" });
                self.part(&inner, range, depth + 1);
            }
        } else {
            // Where alternatives use the same shape, its predicates hold for all of them.
            let there = |known: &(Home<'f>, Range<usize>), range: &Range<usize>| {
                (known.0.file, &known.1) == (inner.file, range) && known.0.values == inner.values
            };
            for range in shape.predicates {
                if !self.behind.iter().any(|known| there(known, &range)) {
                    self.behind.push((inner.clone(), range));
                }
            }
        }
    }

    fn misused(&mut self, home: &Home<'f>, span: Range<usize>, label: String) {
        let message = "the shape cannot be used like this".to_owned();
        self.problems.push(problem("R054", message, (home.file, home.source), span, &label, None));
    }
}

/// A text with its values in place of their names; `None` where it names none.
fn valued(text: &str, values: &BTreeMap<&str, String>) -> Option<String> {
    let mut said = text.to_owned();
    // Of two names that begin alike the longer one first.
    for (name, value) in values.iter().rev() {
        said = said.replace(&format!("${name}"), value);
    }
    (said != text).then_some(said)
}
