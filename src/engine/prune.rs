//! What need not be looked for: rules that the manifests rule out, and what hangs on them, before files are read.
//!
//! Everything here only saves work. Where an edit makes a ruled out rule ask after all, its files are looked at then.

use std::collections::{BTreeMap, BTreeSet};

use super::conditions::Situation;
use super::core::{Engine, Wanted, Which};
use crate::facts::Facts;
use crate::report::{Outcome, Safety};
use crate::rules::Rule;
use crate::rules::model::{Condition, Known};
use crate::sweep::Interest;

/// In which projects each rule may apply, and each fact may be known.
pub struct Alive<'e, 'a> {
    engine: &'e Engine<'a>,
    rules: BTreeMap<&'e str, BTreeSet<usize>>,
    facts: BTreeMap<&'e str, BTreeSet<usize>>,
    /// Packages that rules add: whether they are declared is not known before.
    added: BTreeSet<&'e str>,
    /// What is known, once the facts are.
    known: Option<&'e Facts>,
}

impl<'e, 'a> Alive<'e, 'a> {
    /// Works out what may apply. Facts about the few files that stand at fixed places, such as manifests, are looked
    /// up at once: most of what a framework needs to know hangs on them.
    pub fn of(engine: &'e Engine<'a>, known: Option<&'e Facts>) -> Alive<'e, 'a> {
        let edits = engine.pack.rules.iter().flat_map(|rule| &rule.manifest.edit);
        let added = edits.filter_map(|edit| edit.op.dependency()).map(|dependency| dependency.name.as_str()).collect();
        let mut alive = Alive { engine, rules: BTreeMap::new(), facts: BTreeMap::new(), added, known };
        for (index, rule) in engine.pack.rules.iter().enumerate() {
            let owners: BTreeSet<usize> = if !alive.asked(rule) {
                BTreeSet::new()
            } else if Engine::is_repository_rule(rule) {
                // What such a rule looks at may stand in every project.
                let may = alive.may(rule, None);
                (0..engine.projects.len()).filter(|_| may).collect()
            } else {
                let selected: BTreeSet<&str> = engine.selected().map(|project| project.root.as_str()).collect();
                let all = 0..engine.projects.len();
                let wanted = all.filter(|&at| selected.contains(engine.projects[at].root.as_str()));
                wanted.filter(|&at| alive.may(rule, Some(at))).collect()
            };
            if let Some(fact) = rule.manifest.fact.as_ref().filter(|_| known.is_none()) {
                let mut known = owners.clone();
                let interest = engine.interests.get(&(index, Which::Match));
                if let Some(&interest) = interest.filter(|_| fact.seed.is_empty()) {
                    let everywhere = Engine::is_repository_rule(rule);
                    known.retain(|owner| engine.admits(interest, Some(*owner).filter(|_| !everywhere)));
                    if is_near(&engine.wants[interest]) && !known.is_empty() {
                        let found = engine.look_for(interest, &owners);
                        known.retain(|owner| found.contains(owner) || everywhere && !found.is_empty());
                    }
                }
                alive.facts.insert(&fact.name, known);
            }
            alive.rules.insert(&rule.id, owners);
        }
        alive
    }

    /// Every interest of a rule that may apply, with the projects it may apply in, but for those looked for already.
    pub fn interests(&self) -> Wanted {
        let read = self.read();
        let interests = self.engine.interests.iter();
        let alive = interests.filter_map(|(&(at, which), &interest)| {
            let rule = &self.engine.pack.rules[at];
            let owners = if rule.is_fact() { read.get(&at)? } else { self.rules.get(rule.id.as_str())? };
            (!self.is_near_fact(rule, which, interest)).then(|| (interest, owners.clone()))
        });
        alive.filter(|(_, owners)| !owners.is_empty()).collect()
    }

    /// The rules of facts that conditions or rules that may apply read, with the projects in which they do.
    fn read(&self) -> BTreeMap<usize, BTreeSet<usize>> {
        let engine = self.engine;
        let rules = &engine.pack.rules;
        let alive: Vec<Option<&BTreeSet<usize>>> = rules.iter().map(|rule| self.rules.get(rule.id.as_str())).collect();
        let of_gate = |&fact: &usize| (fact, alive[fact].cloned().unwrap_or_default());
        let mut read: BTreeMap<usize, BTreeSet<usize>> = engine.gates.iter().map(of_gate).collect();
        for (rule, owners) in alive.iter().enumerate() {
            let Some(owners) = owners.filter(|owners| !owners.is_empty() && !rules[rule].is_fact()) else { continue };
            let (facts, everywhere) = engine.reads.all(rule);
            for &fact in facts {
                let everywhere = *everywhere || Engine::is_repository_rule(&rules[fact]);
                let owners = alive[fact].into_iter().flatten().filter(|owner| everywhere || owners.contains(owner));
                read.entry(fact).or_default().extend(owners);
            }
        }
        read
    }

    fn is_near_fact(&self, rule: &Rule, which: Which, interest: usize) -> bool {
        let near = which == Which::Match && is_near(&self.engine.wants[interest]);
        near && rule.manifest.fact.as_ref().is_some_and(|fact| fact.seed.is_empty())
    }

    /// Is an interest that of a fact which hangs on no fact that is still to be found?
    pub fn settled(&self, interest: usize) -> bool {
        let rule = self.engine.interests.iter().find(|(_, at)| **at == interest).map(|((rule, _), _)| *rule);
        let Some(rule) = rule.filter(|rule| self.engine.gates.contains(rule)) else { return false };
        let rule = &self.engine.pack.rules[rule];
        let near = |fact: &str| {
            let mut rules = self.engine.interests.iter();
            rules.any(|(&(rule, which), &at)| {
                let rule = &self.engine.pack.rules[rule];
                rule.manifest.fact.as_ref().is_some_and(|spec| spec.name == fact) && self.is_near_fact(rule, which, at)
            })
        };
        rule.manifest.when.0.iter().all(|condition| match condition {
            Condition::Fact { wanted: Known::Absent, .. } => true,
            Condition::Fact { names, .. } => names.iter().all(|name| near(name)),
            _ => true,
        })
    }

    fn asked(&self, rule: &Rule) -> bool {
        let settings = self.engine.settings;
        let held_back = settings.safe_only && rule.manifest.safety == Safety::Review;
        rule.is_fact() || settings.selects(&rule.id) && !held_back
    }

    /// May the conditions of a rule hold in a project, or in the repository as a whole?
    fn may(&self, rule: &Rule, owner: Option<usize>) -> bool {
        rule.manifest.when.0.iter().all(|condition| match condition {
            Condition::Fact { wanted: Known::Absent, .. } if self.known.is_none() => true,
            Condition::Fact { names, .. } if self.known.is_none() => {
                names.iter().any(|name| self.has(&self.facts, name, owner))
            }
            Condition::Rule { ids, outcomes, none } => {
                *none
                    || outcomes.contains(&Outcome::NotApplicable)
                    || ids.iter().any(|id| self.has(&self.rules, id, owner))
            }
            Condition::Dep { name, .. } if self.added.contains(name.as_str()) => true,
            condition => self.holds(condition, owner),
        })
    }

    fn has(&self, known: &BTreeMap<&str, BTreeSet<usize>>, name: &str, owner: Option<usize>) -> bool {
        known.get(name).is_some_and(|owners| match owner {
            Some(owner) => owners.contains(&owner),
            None => !owners.is_empty(),
        })
    }

    /// Does a condition hold that only the files on disk and the settings decide?
    fn holds(&self, condition: &Condition, owner: Option<usize>) -> bool {
        let engine = self.engine;
        let project = owner.map_or(engine.scope, |owner| &engine.projects[owner].root);
        let dependencies = owner.and_then(|_| engine.dependencies.get(project)).cloned().unwrap_or_default();
        let nothing = Facts::default();
        let situation = Situation {
            project,
            everywhere: owner.is_none(),
            dependencies: &dependencies,
            facts: self.known.unwrap_or(&nothing),
            files: engine.tree,
            reports: &[],
            settings: &engine.settings.values,
            host: engine.host,
        };
        situation.failing(condition).is_none()
    }
}

/// Is an interest in files at fixed places only?
fn is_near(interest: &Interest) -> bool {
    !interest.everywhere && !interest.files.iter().any(|glob| glob.contains("**"))
}
