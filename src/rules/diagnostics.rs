//! Errors in rules, shown as the rule's author sees the file: code, span, nearest valid name, one hint.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::{Deserialize, Serialize};

use super::check_query::file_of;
use super::rule::Rule;

/// What is wrong with a rule, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, `R003`.
    pub code: &'static str,
    /// One sentence: what is wrong.
    pub message: String,
    /// The file, relative to the pack.
    pub file: String,
    /// The file's text, for the excerpt.
    pub source: String,
    /// The bytes it is about.
    pub span: Range<usize>,
    /// A word or two under the span.
    pub label: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Codes that no check fails for.
const WARNINGS: [&str; 2] = ["R045", "R046"];

impl Diagnostic {
    /// Should a person know it, without any check failing?
    pub fn is_warning(&self) -> bool {
        WARNINGS.contains(&self.code)
    }

    /// The same where it was written: in the manifest that holds the query it is about, or with the shape that the query
    /// uses.
    pub fn where_written(self, rules: &[Rule]) -> Diagnostic {
        let written = rules.iter().find_map(|rule| {
            let mut elsewhere = rule.spelled.keys().chain(rule.inline.keys());
            rule.place(elsewhere.find(|name| file_of(&rule.id, name) == self.file)?, &self.span)
        });
        match written {
            Some((file, source, span)) => Diagnostic { file, source: source.to_owned(), span, ..self },
            None => self,
        }
    }

    /// The same with the folder of the pack before the file: that of the last pack that has it.
    pub fn in_folder(mut self, folders: &[(String, BTreeSet<String>)]) -> Diagnostic {
        if let Some((folder, _)) = folders.iter().rev().find(|(_, files)| files.contains(&self.file)) {
            self.file = format!("{folder}/{}", self.file);
        }
        self
    }

    /// The excerpt with the span underlined, coloured where `color` is set.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let end = self.span.end.clamp(0, self.source.len());
        let span = self.span.start.min(end)..end;
        let level = if self.is_warning() { Level::WARNING } else { Level::ERROR };
        let title = level.primary_title(self.message.as_str()).id(self.code);
        // What is true of many files points at none.
        if self.file.is_empty() {
            return renderer.render(&[Group::with_title(title)]);
        }
        let mut group = title.element(
            Snippet::source(self.source.as_str())
                .path(self.file.as_str())
                .annotation(AnnotationKind::Primary.span(span).label(self.label.as_str())),
        );
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// What a type of the rule format finds wrong with a value, on its way through serde, which carries text alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// The stable code.
    pub code: String,
    /// One sentence: what is wrong.
    pub message: String,
    /// The word it is about.
    pub word: String,
    /// A word or two under the word.
    pub label: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Mistake {
    /// A mistake without a hint.
    pub fn new(code: &str, message: String, word: &str, label: &str) -> Mistake {
        Mistake { code: code.to_owned(), message, word: word.to_owned(), label: label.to_owned(), hint: None }
    }

    /// An unknown word, with the nearest one there is.
    pub fn unknown<'c>(code: &str, what: &str, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Mistake {
        let hint = nearest(word, candidates).map(|near| format!("did you mean `{near}`?"));
        Mistake { hint, ..Mistake::new(code, format!("unknown {what} `{word}`"), word, &format!("no such {what}")) }
    }

    /// The same with a hint.
    pub fn hinted(self, hint: &str) -> Mistake {
        Mistake { hint: Some(hint.to_owned()), ..self }
    }

    /// The mistake that travelled as the text of an error.
    pub fn of_text(text: &str) -> Option<Mistake> {
        serde_json::from_str(text).ok()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// The candidate closest to `word`, if any is close enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Of what serde says of an unknown word: the sentence without all that it expected, and the nearest of that.
pub fn nearest_expected(message: &str) -> Option<(&str, &str)> {
    let words = quoted(message);
    let (word, expected) = words.split_first().filter(|_| message.starts_with("unknown "))?;
    Some((message.split(", expected").next()?, nearest(word, expected.iter().copied())?))
}

/// The words of a sentence that stand in backquotes.
pub(super) fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// The Levenshtein distance of two words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("inser", ["insert", "import"]), Some("insert"));
        assert_eq!(nearest("frobnicate", ["insert", "import"]), None);
    }

    #[test]
    fn an_error_shows_the_line_and_the_hint() {
        let error = Diagnostic {
            code: "R001",
            message: "unknown operation `inser`".into(),
            file: "acme/init/rule.toml".into(),
            source: "title = \"x\"\nop = \"inser\"\n".into(),
            span: 17..24,
            label: "no such operation".into(),
            hint: Some("did you mean `insert`?".into()),
        };
        let text = error.to_string();
        assert!(text.contains("error[R001]: unknown operation `inser`"), "{text}");
        assert!(text.contains("acme/init/rule.toml:2:6") && text.contains("did you mean `insert`?"), "{text}");
    }
}
