//! The order rules run in: each after what it asks about.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostics::Diagnostic;
use super::model::Condition;
use super::names::each_word;
use super::rule::Rule;

/// A stable topological order, as places in `rules`: fact rules first, then by id. A rule of a fact comes after those
/// that its files name, unless these go round in a circle.
///
/// # Errors
/// The rules that wait for each other.
pub(super) fn order(rules: &[Rule], facts: &BTreeMap<String, String>) -> Result<Vec<usize>, Box<Diagnostic>> {
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(i, rule)| (rule.id.as_str(), i)).collect();
    // A fact rule may refine its own fact until nothing new is found.
    let places = |own: usize, ids: Vec<&str>| -> BTreeSet<usize> {
        ids.into_iter().filter_map(|id| index.get(id).copied()).filter(|&i| i != own).collect()
    };
    let edges = |of: for<'r> fn(&'r Rule, &'r BTreeMap<String, String>) -> Vec<&'r str>| {
        Edges::of(rules.iter().enumerate().map(|(i, rule)| places(i, of(rule, facts))).collect())
    };
    let (mut asked, mut named) = (edges(asked), edges(named));
    let key = |i: usize| (!rules[i].is_fact(), rules[i].id.as_str(), i);
    let mut open: BTreeSet<usize> = (0..rules.len()).collect();
    // Those that wait for nobody, and those that wait for none they ask about.
    let mut ready: BTreeSet<_> = open.iter().filter(|&&i| asked.missing[i] == 0).map(|&i| key(i)).collect();
    let mut next: BTreeSet<_> = ready.extract_if(.., |(_, _, i)| named.missing[*i] > 0).collect();
    let mut order = Vec::with_capacity(rules.len());
    loop {
        // In a circle, first who waits only for those that have to come later.
        let waits = |i: usize| next.iter().any(|(_, _, other)| named.before[i].contains(other));
        let free = || next.iter().find(|(_, _, i)| !waits(*i)).or(next.first()).copied();
        let Some((_, _, one)) = ready.first().copied().or_else(free) else { break };
        ready.remove(&key(one));
        next.remove(&key(one));
        order.push(one);
        open.remove(&one);
        let behind: Vec<usize> = asked.done(one).chain(named.done(one)).collect();
        for i in behind.into_iter().filter(|i| open.contains(i) && asked.missing[*i] == 0) {
            next.remove(&key(i));
            let queue = if named.missing[i] == 0 { &mut ready } else { &mut next };
            queue.insert(key(i));
        }
    }
    let waiting: BTreeSet<(bool, &str, usize)> = open.into_iter().map(key).collect();
    match waiting.first() {
        None => Ok(order),
        Some((_, _, stuck)) => {
            let rule = &rules[*stuck];
            let ids: Vec<&str> = waiting.iter().map(|(_, id, _)| *id).collect();
            let at = rule.source.find("needs").or_else(|| rule.source.find("after")).unwrap_or(0);
            Err(Box::new(Diagnostic {
                code: "R015",
                message: format!("these rules wait for each other: {}", ids.join(", ")),
                file: format!("{}/rule.toml", rule.id),
                source: rule.source.clone(),
                span: at..(at + 5).min(rule.source.len()),
                label: "part of a cycle".to_owned(),
                hint: Some("take one `needs`, `after` or `rule:` condition out of the circle".to_owned()),
            }))
        }
    }
}

/// Who waits for whom.
struct Edges {
    /// Per rule those it waits for,
    before: Vec<BTreeSet<usize>>,
    /// those that wait for it,
    behind: Vec<Vec<usize>>,
    /// and for how many it waits itself.
    missing: Vec<usize>,
}

impl Edges {
    fn of(before: Vec<BTreeSet<usize>>) -> Edges {
        let mut behind: Vec<Vec<usize>> = vec![Vec::new(); before.len()];
        before.iter().enumerate().for_each(|(i, needed)| needed.iter().for_each(|&one| behind[one].push(i)));
        Edges { behind, missing: before.iter().map(BTreeSet::len).collect(), before }
    }

    /// Those that waited for a rule.
    fn done(&mut self, rule: usize) -> impl Iterator<Item = usize> + use<> {
        let behind = std::mem::take(&mut self.behind[rule]);
        behind.iter().for_each(|&i| self.missing[i] -= 1);
        behind.into_iter()
    }
}

/// The rules that a rule asks about: for the fact it needs, in conditions, for outcomes.
fn asked<'r>(rule: &'r Rule, facts: &'r BTreeMap<String, String>) -> Vec<&'r str> {
    let of_fact = |name: &String| facts.get(name).map(String::as_str);
    let conditions = rule.manifest.conditions().flat_map(|conditions| &conditions.0);
    let conditions = conditions.flat_map(|condition| match condition {
        Condition::Rule { ids, .. } => ids.iter().map(String::as_str).collect(),
        Condition::Fact { names, .. } => names.iter().filter_map(of_fact).collect(),
        _ => Vec::new(),
    });
    let needs = rule.manifest.needs.iter().filter_map(of_fact);
    let after = rule.manifest.after.iter().map(String::as_str).chain(rule.outcomes());
    needs.chain(conditions).chain(after).collect()
}

/// The rules of the facts that the files of a rule of a fact name. All others come after all facts anyway.
fn named<'r>(rule: &'r Rule, facts: &'r BTreeMap<String, String>) -> Vec<&'r str> {
    let mut named = Vec::new();
    for text in rule.own_words().filter(|_| rule.is_fact()) {
        each_word(text, b".-", |word| named.extend(facts.get(word).map(String::as_str)));
    }
    named
}
