//! Query files as text: tokens, where brackets close, and the predicates of a pattern.

use std::ops::Range;

use crate::rules::query::{Written, string_length, written};

/// The predicates that stand directly in a range.
pub(super) fn calls<'f>(source: &'f str, range: &Range<usize>) -> Vec<(Range<usize>, Written<'f>)> {
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
pub(super) fn predicates(source: &str, range: Range<usize>) -> usize {
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

pub(super) fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..(range.start + text.trim_end().len()).max(start)
}

/// Where a word of a file stands in it.
pub(super) fn offset(source: &str, word: &str) -> usize {
    (word.as_ptr() as usize).saturating_sub(source.as_ptr() as usize)
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Comment,
    Text,
    Capture,
    Open,
    Close,
    Other,
}

/// The length of the token that a text starts with.
pub(super) fn token(text: &str) -> (usize, Token) {
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
pub(super) fn closing(source: &str, open: usize) -> Option<usize> {
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
