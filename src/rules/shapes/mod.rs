//! Shapes: parts of patterns that have a name, so that queries say them once.
//!
//! `(PART (#shape! name value @capture …) PREDICATES)` gives one; `(_ (#use! name "…" @…))` stands for the part, and a bare
//! `(#use! name "…")` for the predicates of a shape that has no part. Where a value is meant, its text has `$value`. A
//! name is looked for in the query's own file, then in `shapes.scm` of its area, then in `lib/shapes.scm`. A query is
//! spelled out when a pack is loaded: what matches, checks and counts patterns sees plain queries, and [`Spelled`] knows
//! where each piece of them was written.

mod scan;
mod spell;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use super::diagnostics::{Diagnostic, nearest};
use super::load::PackFiles;
use super::query::{Argument, Written, patterns, written};
use scan::{calls, closing, offset, trimmed};

/// The names of the directives.
const SHAPE: &str = "shape!";
const USE: &str = "use!";

/// A query, spelled out, and where its pieces stand.
#[derive(Clone, Debug, Default)]
pub struct Spelled {
    /// The query.
    pub text: String,
    pieces: Vec<Piece>,
    /// The files its pieces were written in.
    sources: BTreeMap<String, String>,
}

/// A piece of a spelled query.
#[derive(Clone, Debug)]
struct Piece {
    /// Where it begins in the query.
    start: usize,
    /// The file it was written in, and where.
    file: String,
    at: usize,
}

impl Spelled {
    /// The file that a place of the query was written in, its text, and the bytes there.
    pub fn place(&self, span: &Range<usize>) -> Option<(&str, &str, Range<usize>)> {
        let next = self.pieces.partition_point(|piece| piece.start <= span.start);
        let piece = &self.pieces[next.checked_sub(1)?];
        let last = self.pieces.iter().rfind(|other| other.start < span.end.max(span.start + 1))?;
        let start = piece.at + span.start - piece.start;
        let end = if last.file == piece.file && last.at >= piece.at {
            last.at + span.end.saturating_sub(last.start)
        } else {
            let end = self.pieces.get(next).map_or(self.text.len(), |piece| piece.start);
            start + end.min(span.end) - span.start
        };
        Some((&piece.file, self.sources.get(&piece.file)?, start..end.max(start)))
    }
}

/// A shape as it stands in a file.
#[derive(Clone, Debug)]
struct Shape<'f> {
    file: &'f str,
    source: &'f str,
    /// What stands for the values it is used with.
    values: Vec<&'f str>,
    /// Its part; empty for one that has but predicates.
    part: Range<usize>,
    predicates: Vec<Range<usize>>,
}

impl Shape<'_> {
    /// Does it take these values: a capture for each capture, a text for each name?
    fn takes(&self, values: &[Argument<'_>]) -> bool {
        let pairs = self.values.iter().zip(values);
        self.values.len() == values.len()
            && pairs.into_iter().all(|(name, value)| name.starts_with('@') == value.capture)
    }
}

/// An argument as it stands in a file: a capture with its `@`.
fn as_written<'f>(source: &'f str) -> impl Fn(&Argument<'f>) -> &'f str {
    move |argument| match argument.capture {
        true => {
            let at = offset(source, argument.text);
            &source[at - 1..at + argument.text.len()]
        }
        false => argument.text,
    }
}

/// The shapes of a pack.
#[derive(Debug, Default)]
pub struct Shapes<'f> {
    by_file: BTreeMap<&'f str, BTreeMap<&'f str, Shape<'f>>>,
    files: Option<&'f PackFiles>,
}

impl<'f> Shapes<'f> {
    /// Reads the shapes of all query files.
    pub fn of(files: &'f PackFiles, problems: &mut Vec<Diagnostic>) -> Shapes<'f> {
        let mut by_file: BTreeMap<&'f str, BTreeMap<&'f str, Shape<'f>>> = BTreeMap::new();
        for (file, source) in files.iter().filter(|(path, text)| path.ends_with(".scm") && text.contains("#shape!")) {
            for span in patterns(source) {
                let Some((name, shape)) = shape(file, source, &span) else { continue };
                let at = offset(source, name);
                if by_file.entry(file).or_default().insert(name, shape).is_some() {
                    let (message, label) = (format!("the shape `{name}` is there twice"), "again here");
                    problems.push(problem("R054", message, (file, source), at..at + name.len(), label, None));
                }
            }
        }
        Shapes { by_file, files: Some(files) }
    }

    /// A query of a file, spelled out; `None` for one that uses no shape and gives none.
    pub fn spell(
        &self,
        file: &'f str,
        source: &'f str,
        query: Range<usize>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Spelled> {
        let text = &source[query.clone()];
        if !text.contains("#use!") && !text.contains("#shape!") {
            return None;
        }
        Some(spell::spelled(self, (file, source), query, problems))
    }

    /// The shapes that no query uses.
    pub fn unused(&self) -> Vec<Diagnostic> {
        let uses = |name: &str| {
            let texts = self.files.into_iter().flatten().filter(|(path, _)| !path.ends_with(".j2"));
            texts.into_iter().any(|(_, text)| {
                text.contains("#use!")
                    && written(text)
                        .iter()
                        .any(|one| one.name == USE && one.args.first().is_some_and(|arg| arg.text == name))
            })
        };
        let all = self.by_file.values().flatten();
        all.filter(|(name, _)| !uses(name))
            .map(|(name, shape)| {
                let (at, label) = (offset(shape.source, name), "no `#use!` names it");
                let message = format!("nothing uses the shape `{name}`");
                problem("R055", message, (shape.file, shape.source), at..at + name.len(), label, None)
            })
            .collect()
    }

    /// The shape that a file means by a name.
    fn named(&self, file: &str, name: &str) -> Option<&Shape<'f>> {
        homes(file).iter().find_map(|home| self.by_file.get(home.as_str())?.get(name))
    }

    /// The nearest name that a file may use.
    fn near(&self, file: &str, name: &str) -> Option<String> {
        let homes = homes(file);
        let names = homes.iter().filter_map(|home| self.by_file.get(home.as_str())).flat_map(BTreeMap::keys);
        nearest(name, names.copied()).map(str::to_owned)
    }
}

/// Where the shapes stand that a file may use, the nearest first.
fn homes(file: &str) -> [String; 3] {
    let area = file.split('/').next().unwrap_or_default();
    [file.to_owned(), format!("{area}/shapes.scm"), "lib/shapes.scm".to_owned()]
}

/// The shape that a pattern gives, with its name.
fn shape<'f>(file: &'f str, source: &'f str, span: &Range<usize>) -> Option<(&'f str, Shape<'f>)> {
    if !source[span.clone()].contains("#shape!") {
        return None;
    }
    let inner = span.start + 1..closing(source, span.start)?;
    let calls: Vec<(Range<usize>, Written<'f>)> = calls(source, &inner);
    let (_, given) = calls.iter().find(|(_, call)| call.name == SHAPE)?;
    let (name, values) = given.args.split_first()?;
    let end = calls.first().map_or(inner.end, |(range, _)| range.start);
    let predicates = calls.iter().filter(|(_, call)| call.name != SHAPE).map(|(range, _)| range.clone()).collect();
    let values = values.iter().map(as_written(source)).collect();
    Some((name.text, Shape { file, source, values, part: trimmed(source, inner.start..end), predicates }))
}

fn problem(
    code: &'static str,
    message: String,
    (file, source): (&str, &str),
    span: Range<usize>,
    label: &str,
    hint: Option<String>,
) -> Diagnostic {
    Diagnostic { code, message, file: file.to_owned(), source: source.to_owned(), span, label: label.to_owned(), hint }
}
