//! Which files a query should be run on: what the sweep found, and what it looks for again where a run has brought
//! something up.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Asked, Engine, Finds, Source, Wanted, Which};
use crate::engine::prune::Alive;
use crate::facts::Facts;
use crate::files::Files;
use crate::repo::Overlay;
use crate::rules::model::Anchors;
use crate::sweep::{Ask, Group, Interest, Prefilter, Task, sweep};

impl<'a> Engine<'a> {
    /// The files a query of a rule should be run on in a project (`None`: in all of them), in path order:
    /// those the prefilter found in the work tree, and changed files looked at anew.
    pub fn candidates(
        &self,
        rule: usize,
        which: Which,
        project: Option<&str>,
        overlay: &Overlay<'_>,
        facts: &Facts,
    ) -> Vec<String> {
        let Some(&interest) = self.interests.get(&(rule, which)) else { return Vec::new() };
        let owners: Vec<usize> = match project {
            Some(project) => self.projects.iter().position(|known| known.root == project).into_iter().collect(),
            None => (0..self.projects.len()).collect(),
        };
        self.clock.stage("sweep for rules", || self.find_out(rule, interest, &owners, facts));
        let found = self.found.borrow();
        let found = owners.iter().filter_map(|owner| found[interest].get(owner)).flatten();
        let mut paths: Vec<String> = found
            .map(|&at| self.seen[at].path)
            .filter(|path| !overlay.changed().contains_key(*path))
            .map(str::to_owned)
            .chain(self.changed_candidates(interest, &owners, overlay))
            .collect();
        paths.sort();
        paths
    }

    /// Runs the query of an interest where that was left for later, and then those of all rules that may apply now.
    /// What the manifests had ruled out is looked at after all, where what was done since has ruled it in.
    fn find_out(&self, rule: usize, interest: usize, owners: &[usize], facts: &Facts) {
        let missing = |interest: usize, owners: &[usize]| -> BTreeSet<usize> {
            let found = &self.found.borrow()[interest];
            owners.iter().copied().filter(|owner| !found.contains_key(owner)).collect()
        };
        let missed = missing(interest, owners);
        if missed.is_empty() {
            return;
        }
        let hoped: BTreeSet<usize> =
            missed.iter().copied().filter(|owner| self.hopes.borrow()[interest].contains_key(owner)).collect();
        let unseen: BTreeSet<usize> = missed.difference(&hoped).copied().collect();
        let mut wanted: Wanted = vec![(interest, hoped)];
        if !self.gates.contains(&rule) {
            for (other, owners) in Alive::of(self, Some(facts)).interests() {
                let owners: Vec<usize> = owners.into_iter().collect();
                let mut hoped = missing(other, &owners);
                hoped.retain(|owner| self.hopes.borrow()[other].contains_key(owner));
                if other != interest {
                    wanted.push((other, hoped));
                }
            }
        }
        let files: BTreeSet<usize> = {
            let hopes = self.hopes.borrow();
            let files = wanted.iter().flat_map(|(at, owners)| owners.iter().filter_map(|owner| hopes[*at].get(owner)));
            files.flatten().copied().collect()
        };
        self.look(Some(&files), &self.asks(&wanted), &[]);
        self.look(None, &self.asks(&[(interest, unseen)]), &[]);
    }

    /// How a file fares with the query of a rule: does the rule take files of its name and role, and what has to
    /// occur in it for the file to be parsed, if that does not?
    pub fn admission(&self, rule: usize, path: &str) -> Option<(bool, Option<&[String]>)> {
        let &interest = self.interests.get(&(rule, Which::Match))?;
        let unasked = Interest { required: Arc::default(), ..self.wants[interest].clone() };
        let prefilter = Prefilter::of(&unasked).ok()?;
        let admitted = prefilter.admits(&self.see(path));
        let wanted = admitted && self.tree.read(path).is_some_and(|bytes| prefilter.wants(&bytes));
        Some((admitted, (!wanted).then_some(self.wants[interest].literals.as_slice())))
    }

    /// Looks again for literals a fact has brought up: names that this repository itself gives to what
    /// the rules look for. Only then is a file read twice.
    pub fn widen(&mut self, fact: &str, literals: &[String]) {
        let names_fact = |anchors: &Anchors| matches!(anchors, Anchors::Fact { fact: name, .. } if name == fact);
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for (&(rule, which), &interest) in &self.interests {
            let manifest = &self.pack.rules[rule].manifest;
            let anchors = match which {
                Which::Match => Some(&manifest.anchors),
                Which::Done => manifest.done.as_ref().map(|done| &done.anchors),
            };
            let new: Vec<String> =
                literals.iter().filter(|literal| !self.wants[interest].literals.contains(literal)).cloned().collect();
            if anchors.is_some_and(names_fact) && !new.is_empty() {
                self.wants[interest].literals.extend(new.iter().cloned());
                self.changed.get_mut().clear();
                let owners = |finds: &RefCell<Vec<Finds>>| finds.borrow()[interest].keys().copied().collect();
                let new = Interest { literals: new, ..self.wants[interest].clone() };
                let found: BTreeSet<usize> = owners(&self.found);
                later.push((interest, new.clone(), &owners(&self.hopes) - &found));
                now.push((interest, new, found));
            }
        }
        fn asked(all: &[(usize, Interest, BTreeSet<usize>)]) -> Vec<Asked<'_>> {
            all.iter().map(|(at, interest, owners)| (*at, interest, owners)).collect()
        }
        self.look(None, &asked(&now), &asked(&later));
    }

    pub(super) fn asks<'e>(&'e self, wanted: &'e [(usize, BTreeSet<usize>)]) -> Vec<Asked<'e>> {
        wanted.iter().map(|(at, owners)| (*at, &self.wants[*at], owners)).collect()
    }

    /// Looks for one interest; says in which projects something was found.
    pub(in crate::engine) fn look_for(&self, interest: usize, owners: &BTreeSet<usize>) -> BTreeSet<usize> {
        self.look(None, &[(interest, &self.wants[interest], owners)], &[]);
        let found = self.found.borrow();
        found[interest].iter().filter(|(_, files)| !files.is_empty()).map(|(owner, _)| *owner).collect()
    }

    /// Looks through files, or some of them, for what interests are about: runs the queries of `now`, and notes for
    /// those of `later` which files hold the literals they ask for.
    pub(super) fn look(&self, some: Option<&BTreeSet<usize>>, now: &[Asked<'_>], later: &[Asked<'_>]) {
        let both = now.iter().map(|asked| (asked, true)).chain(later.iter().map(|asked| (asked, false)));
        let asked: Vec<(&Asked<'_>, bool)> = both.filter(|((_, _, owners), _)| !owners.is_empty()).collect();
        let mut by_interest: HashMap<usize, Vec<usize>> = HashMap::new();
        asked
            .iter()
            .enumerate()
            .for_each(|(at, ((interest, ..), _))| by_interest.entry(*interest).or_default().push(at));
        let task = |group: &Group| {
            let asks = group.interests.iter().filter_map(|interest| by_interest.get(interest)).flatten().copied();
            let asks: Vec<usize> = asks.filter(|&at| asked[at].0.2.contains(&group.owner)).collect();
            let files = group.files.iter().copied();
            let files = files.filter(|file| some.is_none_or(|some| some.contains(file)));
            (!asks.is_empty()).then(|| Task { files: files.collect(), asks })
        };
        let tasks: Vec<Task> = self.groups.iter().filter_map(task).collect();
        let source = |at: usize, run: bool| self.sources[at].as_ref().filter(|_| run).map(Source::query);
        let asks = asked.iter().map(|&(&(at, interest, _), run)| Ask { interest, source: source(at, run) });
        let asks: Vec<Ask<'_>> = asks.collect();
        let hits = sweep(self.tree, &self.matcher, &self.seen, &tasks, &asks, &self.pack.vocabularies);
        for (&(&(interest, _, owners), run), hits) in asked.iter().zip(hits) {
            let mut finds = if run { self.found.borrow_mut() } else { self.hopes.borrow_mut() };
            owners.iter().for_each(|owner| _ = finds[interest].entry(*owner).or_default());
            for at in hits {
                finds[interest].entry(self.seen[at].owner).or_default().insert(at);
            }
        }
    }
}
