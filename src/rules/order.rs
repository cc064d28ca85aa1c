//! The order rules run in: each after what it asks about.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostics::Diagnostic;
use super::load::Rule;
use super::model::Condition;

/// A stable topological order, as places in `rules`: fact rules first, then by id.
///
/// # Errors
/// The rules that wait for each other.
pub(super) fn order(rules: &[Rule], facts: &BTreeMap<String, String>) -> Result<Vec<usize>, Box<Diagnostic>> {
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(i, rule)| (rule.id.as_str(), i)).collect();
    let before: Vec<BTreeSet<usize>> = rules
        .iter()
        .map(|rule| {
            let needs = rule.manifest.needs.iter().filter_map(|fact| facts.get(fact)).map(String::as_str);
            let conditions = rule.manifest.conditions().flat_map(|conditions| &conditions.0);
            let conditions = conditions.flat_map(|condition| match condition {
                Condition::Rule { ids, .. } => ids.iter().map(String::as_str).collect(),
                Condition::Fact { names, .. } => {
                    names.iter().filter_map(|name| facts.get(name)).map(String::as_str).collect()
                }
                _ => Vec::new(),
            });
            let after = rule.manifest.after.iter().map(String::as_str).chain(rule.outcomes());
            needs
                .chain(conditions)
                .chain(after)
                // A fact rule may refine its own fact until nothing new is found.
                .filter(|id| *id != rule.id)
                .filter_map(|id| index.get(id).copied())
                .collect()
        })
        .collect();
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); rules.len()];
    before.iter().enumerate().for_each(|(i, needed)| needed.iter().for_each(|&one| behind[one].push(i)));
    let mut missing: Vec<usize> = before.iter().map(BTreeSet::len).collect();
    let key = |i: usize| (!rules[i].is_fact(), rules[i].id.as_str(), i);
    let mut ready: BTreeSet<(bool, &str, usize)> = (0..rules.len()).filter(|&i| missing[i] == 0).map(key).collect();
    let mut order = Vec::with_capacity(rules.len());
    while let Some((_, _, next)) = ready.pop_first() {
        order.push(next);
        for &i in &behind[next] {
            missing[i] -= 1;
            ready.extend((missing[i] == 0).then(|| key(i)));
        }
    }
    let waiting: BTreeSet<(bool, &str, usize)> = (0..rules.len()).filter(|&i| missing[i] > 0).map(key).collect();
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
