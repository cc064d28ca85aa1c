//! The conditions of `[when]`: the first that fails is the reason a rule does not apply.

use std::collections::BTreeSet;

use crate::facts::{Fact, Facts};
use crate::manifest::{Dependency, Match, satisfies};
use crate::plan::{Outcome, RuleReport};
use crate::repo::Glob;
use crate::rules::model::Conditions;

/// The files of a project, by glob relative to it.
pub trait ProjectFiles {
    /// The first file that matches.
    fn first(&self, glob: &Glob) -> Option<String>;

    /// What the project's `tsconfig.json` comes to, see [`crate::manifest::tsconfig::option`].
    fn compiler_option(&self, name: &str) -> String;
}

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
    /// The project's files.
    pub files: &'a dyn ProjectFiles,
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
        conditions.0.iter().find_map(|(key, wanted)| {
            let (kind, name) = key.split_once(':')?;
            match kind {
                "dep" => self.dependency(name, wanted),
                "fact" => self.fact(name, wanted),
                "file" => self.file(name, wanted),
                "remote" => self.remote(name, wanted),
                "rule" => self.rule(name, wanted),
                "tsconfig" => self.compiler_option(name, wanted),
                _ => self.setting(name, wanted),
            }
        })
    }

    fn dependency(&self, name: &str, wanted: &str) -> Option<String> {
        let there = self.dependencies.iter().any(|dependency| dependency.name == name);
        match wanted {
            "present" => (!there).then(|| format!("{name} is not among the dependencies")),
            "absent" => there.then(|| format!("{name} is among the dependencies")),
            // `!spec`: the version is known, and it is not that.
            _ if wanted.starts_with('!') => {
                let spec = wanted[1..].trim();
                let refuted = matches!(satisfies(self.dependencies, name, spec), Match::No { .. });
                (!refuted).then(|| format!("{name} may be {spec}"))
            }
            // Any spec may be prefixed with `?`: then a version nobody knows counts as good.
            _ => {
                let (lenient, spec) = wanted.strip_prefix('?').map_or((false, wanted), |spec| (true, spec.trim()));
                match satisfies(self.dependencies, name, spec) {
                    Match::Yes => None,
                    Match::No { found } => Some(format!("{name} is {found}, not {spec}")),
                    _ if lenient => None,
                    Match::Absent => Some(format!("{name} is not among the dependencies")),
                    Match::Unknown => Some(format!("the version of {name} is not known")),
                }
            }
        }
    }

    /// A fact, or one of several: `acme.api|acme.web`.
    fn fact(&self, names: &str, wanted: &str) -> Option<String> {
        let found = names.split('|').find_map(|name| Some((name, self.known(name)?)));
        let (name, fact) = found.map_or((names, None), |(name, fact)| (name, Some(fact)));
        match wanted {
            "present" => fact.is_none().then(|| format!("nothing is known of {name}")),
            "absent" => fact.map(|fact| match fact.evidence.first() {
                Some(place) => format!("{name} was found in {}:{}", place.file, place.line),
                None => format!("{name} is known"),
            }),
            value => {
                let holds = fact.is_some_and(|fact| fact.value.strings().contains(&value));
                (!holds).then(|| format!("{name} is not {value}"))
            }
        }
    }

    /// A fact as the rule sees it: a rule of the repository sees those of every project.
    fn known<'n>(&'n self, name: &'n str) -> Option<&'n Fact> {
        let everywhere = || self.facts.everywhere(name).map(|(_, fact)| fact).next();
        self.facts.get(name, self.project).or_else(|| self.everywhere.then(everywhere).flatten())
    }

    fn file(&self, glob: &str, wanted: &str) -> Option<String> {
        let found = Glob::new(glob).ok().and_then(|glob| self.files.first(&glob));
        match (wanted, found) {
            ("absent", Some(path)) => Some(format!("there is {path}")),
            ("present", None) => Some(format!("there is no {glob}")),
            _ => None,
        }
    }

    /// The host of the remote; where there is none, no host is present.
    fn remote(&self, glob: &str, wanted: &str) -> Option<String> {
        let named = Glob::new(glob).is_ok_and(|glob| !self.host.is_empty() && glob.is_match(self.host));
        match (wanted, named) {
            ("absent", true) | ("present", false) if !self.host.is_empty() => {
                Some(format!("the remote is at {}", self.host))
            }
            ("present", false) => Some("there is no remote".to_owned()),
            _ => None,
        }
    }

    /// An option of the TypeScript compiler, or one of several values: `node,node10`.
    fn compiler_option(&self, name: &str, wanted: &str) -> Option<String> {
        let found = self.files.compiler_option(name);
        let holds = wanted.split([',', '|']).any(|value| value.trim() == found);
        (!holds).then(|| format!("{name} of the TypeScript configuration is {found}"))
    }

    /// How a rule ended, or one of several: `area/one|area/two`. A rule of the repository asks about every project.
    fn rule(&self, ids: &str, wanted: &str) -> Option<String> {
        let sees = |report: &&RuleReport| self.everywhere || report.project == self.project;
        let outcomes = |id: &str| -> Vec<Outcome> {
            let reports = self.reports.iter().filter(sees).filter(|report| report.id == id);
            let found: Vec<Outcome> = reports.map(|report| report.outcome).collect();
            if found.is_empty() { vec![Outcome::NotApplicable] } else { found }
        };
        let wanted = |outcome: &Outcome| wanted.split([',', '|']).any(|word| word.trim() == outcome.word());
        let holds = |id| outcomes(id).iter().any(wanted);
        let failing = |id: &str| {
            let words: BTreeSet<&str> = outcomes(id).iter().map(|outcome| outcome.word()).collect();
            format!("{id} is {}", words.into_iter().collect::<Vec<_>>().join(" or "))
        };
        (!ids.split('|').any(holds)).then(|| ids.split('|').map(failing).collect::<Vec<_>>().join(", "))
    }

    fn setting(&self, key: &str, wanted: &str) -> Option<String> {
        let value = self.settings.get(key).map(|value| match value {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        (value.as_deref() != Some(wanted)).then(|| format!("the setting {key} is not {wanted}"))
    }
}
