//! Which facts a rule reads: those its texts name, also by way of the names that a pack gives to expressions.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use crate::rules::model::{Anchors, Condition, Scope};
use crate::rules::names::{Shapes, each_word};
use crate::rules::{Pack, Rule};

/// What a rule reads.
#[derive(Debug, Default)]
pub struct Read {
    /// The rules of the facts.
    pub facts: BTreeSet<usize>,
    /// Does it ask what is known of other projects?
    pub everywhere: bool,
    /// May it ask where the repository defines a name?
    pub homes: bool,
}

/// What the rules of a pack read, worked out for those that are asked about.
pub struct Reads<'a> {
    pack: &'a Pack,
    /// The rules of facts by the name of the fact.
    facts: HashMap<&'a str, usize>,
    /// The names that the pack gives to expressions, with their places.
    names: HashMap<&'a str, usize>,
    /// What names of facts look like, and those of the pack.
    shapes: [Shapes; 2],
    by_rule: Vec<OnceCell<Read>>,
    all_by_rule: Vec<OnceCell<(BTreeSet<usize>, bool)>>,
    by_name: Vec<OnceCell<Words>>,
}

/// What stands in a text.
#[derive(Debug, Default)]
struct Words {
    /// The rules of the facts that it names.
    facts: BTreeSet<usize>,
    /// Does it ask what is known of other projects?
    everywhere: bool,
    /// May it ask where the repository defines a name?
    homes: bool,
    /// The names of the pack in it, by their places.
    names: BTreeSet<usize>,
}

impl<'a> Reads<'a> {
    /// Nothing is looked at yet.
    pub fn of(pack: &'a Pack) -> Reads<'a> {
        let rules = pack.rules.iter().enumerate();
        let facts = rules.filter_map(|(at, rule)| Some((rule.manifest.fact.as_ref()?.name.as_str(), at)));
        let facts: HashMap<&str, usize> = facts.collect();
        let names: HashMap<&str, usize> = pack.manifest.vars.keys().map(String::as_str).zip(0..).collect();
        let shapes = [facts.keys().copied().collect(), names.keys().copied().collect()];
        let by_rule = pack.rules.iter().map(|_| OnceCell::new()).collect();
        let all_by_rule = pack.rules.iter().map(|_| OnceCell::new()).collect();
        let by_name = names.keys().map(|_| OnceCell::new()).collect();
        Reads { pack, facts, names, shapes, by_rule, all_by_rule, by_name }
    }

    /// What a rule reads.
    pub fn by(&self, rule: usize) -> &Read {
        self.by_rule[rule].get_or_init(|| self.look(&self.pack.rules[rule]))
    }

    /// The rules of all facts that a rule reads, and that these read; and whether those of all projects are meant.
    pub fn all(&self, rule: usize) -> &(BTreeSet<usize>, bool) {
        self.all_by_rule[rule].get_or_init(|| {
            let all = self.closed(self.by(rule).facts.clone());
            let mut facts = all.iter().map(|&fact| self.by(fact));
            let everywhere = facts.any(|read| read.everywhere && !read.facts.is_empty());
            (all, everywhere || self.by(rule).everywhere)
        })
    }

    /// The rules of the facts that conditions and anchors of rules ask for, of those in `wanted`, and of all that
    /// these hang on: what must be known before anything else is looked for.
    pub fn gates(&self, wanted: &[String]) -> BTreeSet<usize> {
        let rules = self.pack.rules.iter();
        let names = rules.flat_map(|rule| {
            let manifest = &rule.manifest;
            let conditions = manifest.when.0.iter().flat_map(|condition| match condition {
                Condition::Fact { names, .. } => names.as_slice(),
                _ => &[],
            });
            let anchors = [Some(&manifest.anchors), manifest.done.as_ref().map(|done| &done.anchors)];
            let anchors = anchors.into_iter().flatten().filter_map(|anchors| match anchors {
                Anchors::Fact { fact, .. } => Some(fact.as_str()),
                _ => None,
            });
            conditions.map(String::as_str).chain(anchors)
        });
        let names = names.chain(wanted.iter().map(String::as_str));
        self.closed(names.filter_map(|name| self.facts.get(name).copied()).collect())
    }

    fn closed(&self, mut rules: BTreeSet<usize>) -> BTreeSet<usize> {
        let mut pending: Vec<usize> = rules.iter().copied().collect();
        while let Some(rule) = pending.pop() {
            pending.extend(self.by(rule).facts.iter().copied().filter(|&fact| rules.insert(fact)));
        }
        rules
    }

    fn look(&self, rule: &Rule) -> Read {
        let mut read = Read { everywhere: rule.manifest.scope == Scope::Repository, ..Read::default() };
        // Not all of them stand in its texts: a rule about all apps hangs on what each area says of its own.
        read.facts.extend(rule.manifest.needs.iter().filter_map(|name| self.facts.get(name.as_str())));
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut pending: Vec<usize> = Vec::new();
        let mut take = |words: &Words, pending: &mut Vec<usize>| {
            read.facts.extend(&words.facts);
            read.everywhere |= words.everywhere;
            read.homes |= words.homes;
            pending.extend(words.names.iter().filter(|&&name| used.insert(name)));
        };
        rule.all_words().for_each(|text| take(&self.words(text), &mut pending));
        while let Some(name) = pending.pop() {
            take(self.behind(name), &mut pending);
        }
        read
    }

    /// What stands in the expression behind a name of the pack.
    fn behind(&self, name: usize) -> &Words {
        self.by_name[name].get_or_init(|| {
            let expression = self.pack.manifest.vars.values().nth(name);
            expression.map(|expression| self.words(expression)).unwrap_or_default()
        })
    }

    fn words(&self, text: &str) -> Words {
        let [facts, names] = &self.shapes;
        let mut words = Words::default();
        each_word(text, b".-", |word| {
            if facts.fit(word) {
                words.facts.extend(self.facts.get(word));
            }
            for name in word.split(['.', '-']) {
                words.everywhere |= name == "everywhere";
                words.homes |= name == "home";
                if names.fit(name) {
                    words.names.extend(self.names.get(name));
                }
            }
        });
        words
    }
}
