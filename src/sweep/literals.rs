//! What has to occur in a file before it is parsed: the literals that rules and the patterns of their queries ask for.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::admission::Interest;
use crate::query;

/// The literals a query requires, worked out when they are first asked for: most rules never apply.
#[derive(Debug, Default)]
pub struct Required {
    query: String,
    patterns: OnceLock<Vec<Vec<Vec<String>>>>,
}

impl Required {
    /// What a query requires: the same in every plan of a process, so each query is read once.
    pub fn of(query: &str) -> Arc<Required> {
        static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Required>>>> = LazyLock::new(Mutex::default);
        let new = || Arc::new(Required { query: query.to_owned(), patterns: OnceLock::new() });
        let Ok(mut known) = KNOWN.lock() else { return new() };
        if let Some(required) = known.get(query) {
            return required.clone();
        }
        known.entry(query.to_owned()).or_insert_with(new).clone()
    }

    /// Per pattern, groups of literals: for one of the patterns, one literal of each group must occur. Empty
    /// where a pattern asks for none, and where the query cannot be read: who asks it says so.
    fn patterns(&self) -> &[Vec<Vec<String>>] {
        self.patterns.get_or_init(|| {
            let read = query::read::read(&self.query).unwrap_or_default();
            let patterns: Vec<_> = read.patterns.iter().map(query::required).collect();
            if patterns.iter().any(Vec::is_empty) { Vec::new() } else { patterns }
        })
    }
}

/// The literals of some interests, all in one automaton.
pub struct Literals {
    automaton: Option<AhoCorasick>,
    count: usize,
    wants: Vec<Wants>,
}

/// The literals of an interest, by their numbers in the automaton.
#[derive(Default)]
struct Wants {
    any: Vec<usize>,
    patterns: Vec<Vec<Vec<usize>>>,
}

impl Wants {
    fn all(&self) -> bool {
        self.any.is_empty() && self.patterns.is_empty()
    }

    fn met(&self, seen: &[bool]) -> bool {
        let one = |group: &Vec<usize>| group.iter().any(|&literal| seen[literal]);
        (self.any.is_empty() || one(&self.any))
            && (self.patterns.is_empty() || self.patterns.iter().any(|groups| groups.iter().all(one)))
    }
}

impl Literals {
    /// Those of interests that are to be looked for in many files, or in few: the faster automaton takes longer to
    /// build.
    pub fn of<'i>(interests: impl Iterator<Item = &'i Interest>, many: bool) -> Literals {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut wants = Vec::new();
        for interest in interests {
            let required = interest.required.patterns().iter();
            let patterns = required.map(|groups| groups.iter().map(|group| numbered(&mut numbers, group)).collect());
            let patterns = patterns.collect();
            wants.push(Wants { any: numbered(&mut numbers, &interest.literals), patterns });
        }
        let mut literals: Vec<&str> = vec![""; numbers.len()];
        numbers.iter().for_each(|(literal, &number)| literals[number] = literal);
        let kind = if many { AhoCorasickKind::DFA } else { AhoCorasickKind::NoncontiguousNFA };
        let builder = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(kind)).build(&literals);
        Literals { automaton: builder.ok().filter(|_| !literals.is_empty()), count: literals.len(), wants }
    }

    /// Does reading a file tell more than its name does?
    pub fn must_read(&self, interests: &[usize]) -> bool {
        interests.iter().any(|&interest| !self.wants[interest].all())
    }

    /// Of the interests that may see a file, those whose literals occur in it.
    pub fn wanted(&self, interests: &[usize], bytes: &[u8]) -> Vec<usize> {
        let mut seen = vec![false; self.count];
        if let Some(automaton) = self.automaton.as_ref().filter(|_| self.must_read(interests)) {
            for found in automaton.find_overlapping_iter(bytes) {
                seen[found.pattern().as_usize()] = true;
            }
        }
        interests.iter().copied().filter(|&interest| self.wants[interest].met(&seen)).collect()
    }
}

fn numbered<'l>(numbers: &mut HashMap<&'l str, usize>, literals: &'l [String]) -> Vec<usize> {
    let number = |literal: &'l String| {
        let next = numbers.len();
        *numbers.entry(literal).or_insert(next)
    };
    literals.iter().map(number).collect()
}
