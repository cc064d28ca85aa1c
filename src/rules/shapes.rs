//! Shapes: parts of patterns that have a name, so that queries say them once.
//!
//! `(PART (#shape! name value @capture …) PREDICATES)` gives one; `(_ (#use! name "…" @…))` stands for the part, and a bare
//! `(#use! name "…")` for the predicates of a shape that has no part. Where a value is meant, its text has `$value`. A name is looked for in the query's own file, then in
//! `shapes.scm` of its area, then in `lib/shapes.scm`. A query is spelled out when a pack is loaded: what matches,
//! checks and counts patterns sees plain queries, and [`Spelled`] knows where each piece of them was written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::diagnostics::{Diagnostic, nearest};
use super::load::PackFiles;
use super::query::{Argument, Written, patterns, string_length, written};

/// Shapes that use shapes nest no deeper.
const DEPTH: usize = 8;

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
        let mut speller = Speller { shapes: self, spelled: Spelled::default(), behind: Vec::new(), problems };
        let home = Home { file, source, values: BTreeMap::new() };
        let mut at = query.start;
        for span in patterns(text) {
            let span = span.start + query.start..span.end + query.start;
            speller.copy(&home, at..span.start);
            at = span.end;
            if shape(file, source, &span).is_none() {
                speller.pattern(&home, &span);
            }
        }
        speller.copy(&home, at..query.end);
        Some(speller.spelled)
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

/// The predicates that stand directly in a range.
fn calls<'f>(source: &'f str, range: &Range<usize>) -> Vec<(Range<usize>, Written<'f>)> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let (length, kind) = token(&source[at..]);
        let end = if kind == Token::Open { closing(source, at).map_or(range.end, |end| end + 1) } else { at + length };
        let inside = &source[at..end.min(range.end)];
        if kind == Token::Open
            && inside[1..].trim_start().starts_with('#')
            && let Some(call) = written(inside).into_iter().next()
        {
            found.push((at..end, call));
        }
        at = end;
    }
    found
}

/// Where the predicates begin that stand behind all else in a range.
fn predicates(source: &str, range: Range<usize>) -> usize {
    let mut start = range.end;
    for (call, _) in calls(source, &range).into_iter().rev() {
        let mut between = source[call.end..start].lines().map(str::trim);
        if !between.all(|line| line.is_empty() || line.starts_with(';')) {
            break;
        }
        start = call.start;
    }
    start
}

fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..(range.start + text.trim_end().len()).max(start)
}

/// Where a word of a file stands in it.
fn offset(source: &str, word: &str) -> usize {
    (word.as_ptr() as usize).saturating_sub(source.as_ptr() as usize)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Comment,
    Text,
    Capture,
    Open,
    Close,
    Other,
}

/// The length of the token that a text starts with.
fn token(text: &str) -> (usize, Token) {
    match text.chars().next() {
        Some(';') => (text.find('\n').unwrap_or(text.len()), Token::Comment),
        Some('"') => (string_length(text), Token::Text),
        Some('@') => {
            let end = text[1..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.'));
            (end.map_or(text.len(), |end| end + 1), Token::Capture)
        }
        Some('(' | '[') => (1, Token::Open),
        Some(')' | ']') => (1, Token::Close),
        // All up to where something may begin that means more.
        Some(_) => {
            let next = text.bytes().position(|byte| matches!(byte, b';' | b'"' | b'@' | b'(' | b'[' | b')' | b']'));
            (next.unwrap_or(text.len()), Token::Other)
        }
        None => (0, Token::Other),
    }
}

/// Where the parenthesis or bracket closes that opens at a place.
fn closing(source: &str, open: usize) -> Option<usize> {
    let (mut depth, mut at) = (0usize, open);
    while at < source.len() {
        let (length, kind) = token(&source[at..]);
        match kind {
            Token::Open => depth += 1,
            Token::Close if depth <= 1 => return Some(at),
            Token::Close => depth -= 1,
            _ => {}
        }
        at += length;
    }
    None
}

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

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = "\
; a call of one of the makers
((call function: (_) @made) @site (#shape! \"made-by\" makers) (#names? @made \"$makers\"))
; a name ; that is short
((#shape! \"short\" @name) (#match? @name \"^.$\"))
";

    fn spelled(query: &str) -> Result<Spelled, Vec<Diagnostic>> {
        let files = [("acme/calls.scm", query), ("lib/shapes.scm", LIB)];
        let files: PackFiles = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        let mut problems = Vec::new();
        let shapes = Shapes::of(&files, &mut problems);
        let (file, source) = files.get_key_value("acme/calls.scm").expect("a file");
        let spelled = shapes.spell(file, source, 0..source.len(), &mut problems);
        if problems.is_empty() { Ok(spelled.unwrap_or_default()) } else { Err(problems) }
    }

    fn flat(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_part_stands_where_it_is_used_and_its_predicates_before_those_of_the_pattern() {
        let query = "(assignment left: (_) @n right: (_ (#use! \"made-by\" \"acme.makers\")) @v (#use! \"short\" @n))";
        assert_eq!(
            flat(&spelled(query).expect("sound").text),
            "(assignment left: (_) @n right: (call function: (_) @made) @site @v (#names? @made \"acme.makers\") \
             (#match? @n \"^.$\"))"
        );
    }

    #[test]
    fn what_is_captured_behind_a_pattern_is_there_for_predicates() {
        let own = "([(call) (list)] (#shape! \"own\") (#eq? @all \"x\"))\n";
        assert_eq!(
            flat(&spelled(&format!("{own}(block (_ (#use! \"own\"))) @all")).expect("sound").text),
            "((block [(call) (list)]) @all (#eq? @all \"x\"))"
        );
        assert_eq!(
            flat(&spelled(&format!("{own}(_ (#use! \"own\")) @all")).expect("sound").text),
            "([(call) (list)] @all (#eq? @all \"x\"))"
        );
        assert_eq!(
            flat(
                &spelled(&format!("{own}((a) (#b? @all \"c\") (_ (#use! \"own\")) @all ; so\n)")).expect("sound").text
            ),
            "((a) (#b? @all \"c\") [(call) (list)] @all ; so (#eq? @all \"x\") )"
        );
        assert_eq!(
            flat(&spelled(&format!("{own}[(list (_ (#use! own))) (set (_ (#use! own)))] @all")).expect("sound").text),
            "([(list [(call) (list)]) (set [(call) (list)])] @all (#eq? @all \"x\"))"
        );
    }

    #[test]
    fn a_place_is_known_where_it_was_written() {
        let query = "; all\n((_ (#use! \"made-by\" \"acme.makers\"))\n  (#eq? @site \"x\"))";
        let spelled = spelled(query).expect("sound");
        let place = |text: &str| {
            let at = spelled.text.find(text).expect("it is there");
            let (file, source, span) = spelled.place(&(at..at + text.len())).expect("a place");
            (file.to_owned(), source[span].to_owned())
        };
        assert_eq!(place("@site \"x\""), ("acme/calls.scm".to_owned(), "@site \"x\"".to_owned()));
        assert_eq!(place("(call"), ("lib/shapes.scm".to_owned(), "(call".to_owned()));
        assert_eq!(place("(#names? @made"), ("lib/shapes.scm".to_owned(), "(#names? @made".to_owned()));
        assert_eq!(place(&spelled.text[6..]).1, query[6..]);
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        let said = |query: &str| {
            spelled(query).expect_err("unsound").into_iter().map(|one| (one.code, one.label)).collect::<Vec<_>>()
        };
        assert_eq!(said("((_ (#use! \"made-buy\" \"x\")))"), [("R053", "no such shape".to_owned())]);
        assert_eq!(said("((_ (#use! \"made-by\")))"), [("R054", "it takes 1 values: makers".to_owned())]);
        assert_eq!(said("((a) @b (#use! \"short\" \"b\"))"), [("R054", "it takes 1 values: @name".to_owned())]);
        assert_eq!(
            said("((a) (#use! \"made-by\" \"x\"))")[0].1,
            "it has a part: write `(_ (#use! made-by))` where that stands"
        );
        assert_eq!(said("((_ (#use! \"short\" @b)))")[0].1, "it has no part: write `(#use! short)`");
        assert_eq!(said("((_ (#use! \"a\")) (#shape! \"a\"))\n((_ (#use! \"a\")))")[0].1, "it uses itself");
        assert_eq!(said("((a) (#shape! \"a\"))\n((b) (#shape! \"a\"))\n(c)")[0].1, "again here");
    }
}
