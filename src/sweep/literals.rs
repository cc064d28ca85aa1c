//! What has to occur in a file before it is parsed: the literals that rules and the patterns of their queries ask for.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use memchr::memmem;

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

/// From so many files on, an automaton of the literals is worth what it costs to build,
const FEW: usize = 8;
/// and from so many on a faster one.
const MANY: usize = 2000;

/// The literals of some interests.
pub struct Literals {
    all: Vec<String>,
    /// All in one; it costs more to build than to look through a few files for one literal after the other.
    automaton: Option<AhoCorasick>,
    wants: Vec<Wants>,
}

/// The literals of an interest, by their numbers.
#[derive(Default)]
struct Wants {
    any: Vec<usize>,
    patterns: Vec<Vec<Vec<usize>>>,
}

impl Wants {
    fn all(&self) -> bool {
        self.any.is_empty() && self.patterns.is_empty()
    }

    fn met(&self, seen: &dyn Fn(usize) -> bool) -> bool {
        let one = |group: &Vec<usize>| group.iter().any(|&literal| seen(literal));
        (self.any.is_empty() || one(&self.any))
            && (self.patterns.is_empty() || self.patterns.iter().any(|groups| groups.iter().all(one)))
    }
}

impl Literals {
    /// Those of interests that are to be looked for in so many files: the faster an automaton, the longer it takes to
    /// build.
    pub fn of<'i>(interests: impl Iterator<Item = &'i Interest>, files: usize) -> Literals {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut wants = Vec::new();
        for interest in interests {
            let required = interest.required.patterns().iter();
            let patterns = required.map(|groups| groups.iter().map(|group| numbered(&mut numbers, group)).collect());
            let patterns = patterns.collect();
            wants.push(Wants { any: numbered(&mut numbers, &interest.literals), patterns });
        }
        let mut all = vec![String::new(); numbers.len()];
        numbers.iter().for_each(|(literal, &number)| (*literal).clone_into(&mut all[number]));
        let kind = match files {
            0..FEW => None,
            FEW..MANY => Some(AhoCorasickKind::NoncontiguousNFA),
            _ => Some(AhoCorasickKind::DFA),
        };
        let build = |kind| AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(kind)).build(&all).ok();
        Literals { automaton: kind.and_then(build), all, wants }
    }

    /// Does reading a file tell more than its name does?
    pub fn must_read(&self, interests: &[usize]) -> bool {
        interests.iter().any(|&interest| !self.wants[interest].all())
    }

    /// Of the interests that may see a file, those whose literals occur in it.
    pub fn wanted(&self, interests: &[usize], bytes: &[u8]) -> Vec<usize> {
        let met = |seen: &dyn Fn(usize) -> bool| -> Vec<usize> {
            interests.iter().copied().filter(|&interest| self.wants[interest].met(seen)).collect()
        };
        let Some(automaton) = &self.automaton else {
            let known = vec![Cell::new(None); self.all.len()];
            return met(&|literal| {
                let look = || memmem::find(bytes, self.all[literal].as_bytes()).is_some();
                known[literal].get().unwrap_or_else(|| {
                    let seen = look();
                    known[literal].set(Some(seen));
                    seen
                })
            });
        };
        let mut seen = vec![false; self.all.len()];
        if self.must_read(interests) {
            automaton.find_overlapping_iter(bytes).for_each(|found| seen[found.pattern().as_usize()] = true);
        }
        met(&|literal| seen[literal])
    }
}

fn numbered<'l>(numbers: &mut HashMap<&'l str, usize>, literals: &'l [String]) -> Vec<usize> {
    let number = |literal: &'l String| {
        let next = numbers.len();
        *numbers.entry(literal).or_insert(next)
    };
    literals.iter().map(number).collect()
}
