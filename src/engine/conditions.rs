//! The conditions of `[when]`: the first that fails is the reason a rule does not apply.

use std::collections::BTreeSet;

use crate::facts::{Fact, Facts};
use crate::files::Files;
use crate::manifest::{Dependency, Match, satisfies, tsconfig};
use crate::repo::Glob;
use crate::report::{Outcome, RuleReport};
use crate::rules::model::{Condition, Conditions, Known, Version};

/// What conditions are checked against.
pub struct Situation<'a> {
    /// The project's folder.
    pub project: &'a str,
    /// Does the rule run for the repository, and see what is known of every project?
    pub everywhere: bool,
    /// The project's dependencies.
    pub dependencies: &'a [Dependency],
    /// Facts known so far.
    pub facts: &'a Facts,
    /// The files of the repository; conditions look at those of the project.
    pub files: &'a dyn Files,
    /// How the rules before this one ended.
    pub reports: &'a [RuleReport],
    /// The host of the repository's remote; empty where there is none.
    pub host: &'a str,
    /// Settings, defaults filled in.
    pub settings: &'a std::collections::BTreeMap<String, serde_json::Value>,
}

impl Situation<'_> {
    /// The first condition that fails, as a reason; `None` where all hold.
    pub fn first_failing(&self, conditions: &Conditions) -> Option<String> {
        conditions.0.iter().find_map(|condition| self.failing(condition))
    }

    /// Why a condition fails; `None` where it holds.
    pub fn failing(&self, condition: &Condition) -> Option<String> {
        match condition {
            // Where areas speak of apps, loading the pack has put it in terms of facts and rules.
            Condition::App { present: false, .. } => None,
            Condition::App { .. } => Some("no rules here know of an app".to_owned()),
            Condition::Dep { name, version } => self.dependency(name, version),
            Condition::Fact { names, wanted } => self.fact(names, wanted),
            Condition::File { glob, present } => self.file(glob, *present),
            Condition::Remote { glob, present } => self.remote(glob, *present),
            Condition::Rule { ids, outcomes, none } => self.rule(ids, outcomes, *none),
            Condition::Setting { key, value } => self.setting(key, value),
            Condition::Tsconfig { option, values } => self.compiler_option(option, values),
        }
    }

    fn dependency(&self, name: &str, version: &Version) -> Option<String> {
        let there = || self.dependencies.iter().any(|dependency| dependency.name == name);
        let absent = || format!("{name} is not among the dependencies");
        match version {
            Version::Present => (!there()).then(absent),
            Version::Absent => there().then(|| format!("{name} is among the dependencies")),
            Version::Not(spec) => {
                let refuted = matches!(satisfies(self.dependencies, name, spec), Match::No { .. });
                (!refuted).then(|| format!("{name} may be {spec}"))
            }
            Version::Is { spec, lenient } => match satisfies(self.dependencies, name, spec) {
                Match::Yes => None,
                Match::No { found } => Some(format!("{name} is {found}, not {spec}")),
                _ if *lenient => None,
                Match::Absent => Some(absent()),
                Match::Unknown => Some(format!("the version of {name} is not known")),
            },
        }
    }

    fn fact(&self, names: &[String], wanted: &Known) -> Option<String> {
        let found = names.iter().find_map(|name| Some((name.clone(), self.known(name)?)));
        let (name, fact) = found.map_or_else(|| (names.join("|"), None), |(name, fact)| (name, Some(fact)));
        match wanted {
            Known::Present => fact.is_none().then(|| format!("nothing is known of {name}")),
            Known::Absent => fact.map(|fact| match fact.evidence.first() {
                Some(place) => format!("{name} was found in {}:{}", place.file, place.line),
                None => format!("{name} is known"),
            }),
            Known::Value(value) => {
                let holds = fact.is_some_and(|fact| fact.value.strings().contains(&value.as_str()));
                (!holds).then(|| format!("{name} is not {value}"))
            }
        }
    }

    /// A fact as the rule sees it: a rule of the repository sees those of every project.
    fn known<'n>(&'n self, name: &'n str) -> Option<&'n Fact> {
        let everywhere = || self.facts.everywhere(name).map(|(_, fact)| fact).next();
        self.facts.get(name, self.project).or_else(|| self.everywhere.then(everywhere).flatten())
    }

    fn file(&self, glob: &Glob, present: bool) -> Option<String> {
        match (present, glob.first_below(self.files, self.project, &|_| true)) {
            (false, Some(path)) => Some(format!("there is {path}")),
            (true, None) => Some(format!("there is no {glob}")),
            _ => None,
        }
    }

    /// The host of the remote; where there is none, no host is present.
    fn remote(&self, glob: &Glob, present: bool) -> Option<String> {
        let named = !self.host.is_empty() && glob.is_match(self.host);
        match self.host {
            _ if named == present => None,
            "" => Some("there is no remote".to_owned()),
            host => Some(format!("the remote is at {host}")),
        }
    }

    fn compiler_option(&self, name: &str, wanted: &[String]) -> Option<String> {
        let found = tsconfig::option(self.files, self.project, name);
        let holds = wanted.contains(&found);
        (!holds).then(|| format!("{name} of the TypeScript configuration is {found}"))
    }

    /// How a rule ended, or one of several, or none of them. A rule of the repository asks about every project.
    fn rule(&self, ids: &[String], wanted: &[Outcome], none: bool) -> Option<String> {
        let sees = |report: &&RuleReport| self.everywhere || report.project == self.project;
        let outcomes = |id: &str| -> Vec<Outcome> {
            let reports = self.reports.iter().filter(sees).filter(|report| report.id == id);
            let found: Vec<Outcome> = reports.map(|report| report.outcome).collect();
            if found.is_empty() { vec![Outcome::NotApplicable] } else { found }
        };
        let failing = |id: &String| {
            let words: BTreeSet<&str> = outcomes(id).iter().map(|outcome| outcome.word()).collect();
            format!("{id} is {}", words.into_iter().collect::<Vec<_>>().join(" or "))
        };
        let ended = |id: &&String| outcomes(id).iter().any(|outcome| wanted.contains(outcome));
        match ids.iter().find(ended) {
            Some(one) => none.then(|| failing(one)),
            None => (!none).then(|| ids.iter().map(failing).collect::<Vec<_>>().join(", ")),
        }
    }

    fn setting(&self, key: &str, wanted: &str) -> Option<String> {
        let value = self.settings.get(key).map(|value| match value {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        (value.as_deref() != Some(wanted)).then(|| format!("the setting {key} is not {wanted}"))
    }
}
