//! tree-sitter's own predicates: what the text under a capture is.

use std::sync::{Arc, OnceLock};

use regex::bytes::Regex;

use super::read::{Arg, Call};
use crate::pattern::compiled_bytes;

/// A predicate about the texts of captures.
#[derive(Debug)]
pub struct Test {
    /// The capture.
    pub capture: u16,
    /// What its text is compared with.
    pub with: With,
    /// Must it be so, or must it not?
    pub positive: bool,
    /// For every node of the capture, or for one of them?
    pub all: bool,
}

/// What a text is compared with.
#[derive(Debug)]
pub enum With {
    /// The text of another capture.
    Capture(u16),
    /// One of these texts.
    Texts(Vec<String>),
    /// A regular expression, compiled when it is first asked.
    Pattern(String, OnceLock<Option<Arc<Regex>>>),
}

impl Test {
    /// Reads one of tree-sitter's predicates; `None` where it is none, or its arguments make no sense.
    pub fn of(call: &Call, capture: impl Fn(&str) -> Option<u16>) -> Option<Test> {
        let Arg::Capture(first) = call.args.first()? else { return None };
        let texts = || {
            let texts = call.args[1..].iter();
            texts.filter_map(|arg| if let Arg::Text(text) = arg { Some(text.clone()) } else { None })
        };
        // `any-of?` speaks of one of several texts, the other `any-` of one of several nodes.
        let name = call.name.as_str();
        let (all, name) = match name.strip_prefix("any-") {
            Some(rest) if name != "any-of?" => (false, rest),
            _ => (true, name),
        };
        let (positive, name) = name.strip_prefix("not-").map_or((true, name), |rest| (false, rest));
        let with = match name {
            "eq?" => match call.args.get(1)? {
                Arg::Capture(second) => With::Capture(capture(second)?),
                Arg::Text(text) => With::Texts(vec![text.clone()]),
            },
            "match?" => With::Pattern(texts().next()?, OnceLock::new()),
            "any-of?" => With::Texts(texts().collect()),
            _ => return None,
        };
        Some(Test { capture: capture(first)?, with, positive, all })
    }

    /// Does the text of one node agree?
    pub fn agrees(&self, text: &[u8]) -> bool {
        let same = match &self.with {
            With::Texts(texts) => texts.iter().any(|wanted| wanted.as_bytes() == text),
            With::Pattern(pattern, known) => {
                known.get_or_init(|| compiled_bytes(pattern).ok()).as_ref().is_some_and(|known| known.is_match(text))
            }
            With::Capture(_) => return true,
        };
        same == self.positive
    }

    /// Does it hold for the texts of a match?
    pub fn holds<'m, I: Iterator<Item = &'m [u8]>>(&self, texts: impl Fn(u16) -> I) -> bool {
        let mut ours = texts(self.capture).peekable();
        let With::Capture(other) = self.with else {
            // Where nothing was captured there is nothing to disagree with.
            return if self.all || ours.peek().is_none() {
                ours.all(|text| self.agrees(text))
            } else {
                ours.any(|text| self.agrees(text))
            };
        };
        let mut theirs = texts(other);
        loop {
            let (a, b) = match (ours.next(), theirs.next()) {
                (Some(a), Some(b)) => (a, b),
                (a, b) => return a.is_none() && b.is_none(),
            };
            let agrees = (a == b) == self.positive;
            if agrees != self.all {
                return agrees;
            }
        }
    }
}
