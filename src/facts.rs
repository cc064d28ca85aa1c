//! Typed facts with their evidence: what rules learn about a repository and tell each other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::report::{FactReport, Place};

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// One string.
    One(String),
    /// A sorted set of strings.
    Set(BTreeSet<String>),
    /// Records, each a sorted map of columns.
    Table(Vec<BTreeMap<String, String>>),
}

impl FactValue {
    /// The strings of the fact: its value, its members, or nothing for a table.
    pub fn strings(&self) -> Vec<&str> {
        match self {
            FactValue::One(value) => vec![value],
            FactValue::Set(values) => values.iter().map(String::as_str).collect(),
            FactValue::Table(_) => Vec::new(),
        }
    }

    /// The value as reports and templates see it.
    pub fn to_json(&self) -> Value {
        match self {
            FactValue::One(value) => Value::from(value.as_str()),
            FactValue::Set(values) => values.iter().map(String::as_str).collect(),
            FactValue::Table(rows) => rows
                .iter()
                .map(|row| {
                    let columns = row.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
                    Value::Object(columns.collect::<Map<_, _>>())
                })
                .collect(),
        }
    }
}

/// A fact and where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is known.
    pub value: FactValue,
    /// Where it was read, in path order.
    pub evidence: Vec<Place>,
    /// Lines for the head of a report, each with the project it is about; without one, that of the fact.
    pub headlines: Vec<(Option<String>, String)>,
    /// What the app sends to others by it, in lines.
    pub sends: BTreeSet<String>,
}

impl Fact {
    /// A fact that nothing more is said of.
    pub fn new(value: FactValue, evidence: Vec<Place>) -> Fact {
        Fact { value, evidence, headlines: Vec::new(), sends: BTreeSet::new() }
    }
}

/// All facts of a run. The scope of a fact is a project, or the repository (`None`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    facts: BTreeMap<(String, Option<String>), Fact>,
}

impl Facts {
    /// Writes a fact; a fact without value is not written.
    pub fn put(&mut self, name: &str, scope: Option<&str>, fact: Fact) {
        self.facts.insert((name.to_owned(), scope.map(str::to_owned)), fact);
    }

    /// A fact as a project sees it: its own, else the repository's.
    pub fn get(&self, name: &str, project: &str) -> Option<&Fact> {
        self.facts
            .get(&(name.to_owned(), Some(project.to_owned())))
            .or_else(|| self.facts.get(&(name.to_owned(), None)))
    }

    /// A fact of exactly this scope.
    pub fn exact(&self, name: &str, scope: Option<&str>) -> Option<&Fact> {
        self.facts.get(&(name.to_owned(), scope.map(str::to_owned)))
    }

    /// A fact in every scope that has it.
    pub fn everywhere<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (Option<&'a str>, &'a Fact)> {
        self.facts
            .iter()
            .filter(move |((known, _), _)| known == name)
            .map(|((_, scope), fact)| (scope.as_deref(), fact))
    }

    /// The names of all facts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().map(|(name, _)| name.as_str())
    }

    /// The strings of a fact as a project sees it.
    pub fn strings(&self, name: &str, project: &str) -> Vec<&str> {
        self.get(name, project).map(|fact| fact.value.strings()).unwrap_or_default()
    }

    /// All facts a project sees, by name.
    pub fn visible(&self, project: &str) -> BTreeMap<String, Value> {
        let visible = |scope: &Option<String>| scope.as_deref().is_none_or(|scope| scope == project);
        let mut values = BTreeMap::new();
        // The repository's come first in key order, so that the project's own win.
        for ((name, _), fact) in self.facts.iter().filter(|((_, scope), _)| visible(scope)) {
            values.insert(name.clone(), fact.value.to_json());
        }
        values
    }

    /// All facts as records with their `project` (`null` for the repository's): the rows of tables with all
    /// their columns, and one record with `value` for any other fact.
    pub fn by_project(&self) -> BTreeMap<String, Value> {
        let mut all: BTreeMap<String, Value> = BTreeMap::new();
        for ((name, scope), fact) in &self.facts {
            let value = fact.value.to_json();
            let rows = match (&fact.value, value) {
                (FactValue::Table(_), Value::Array(rows)) => rows,
                (_, value) => vec![json!({ "value": value })],
            };
            let known = all.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
            for row in rows {
                if let (Value::Object(mut row), Value::Array(known)) = (row, &mut *known) {
                    row.insert("project".to_owned(), json!(scope));
                    known.push(Value::Object(row));
                }
            }
        }
        all
    }

    /// What the app of a project sends to others by its facts, in lines; the same is said once.
    pub fn sends(&self, project: &str) -> Vec<String> {
        let own = self.facts.iter().filter(|((_, scope), _)| scope.as_deref() == Some(project));
        let lines: BTreeSet<&String> = own.flat_map(|(_, fact)| &fact.sends).collect();
        lines.into_iter().cloned().collect()
    }

    /// The headlines of a project's facts, in name order.
    pub fn headlines(&self, project: &str) -> Vec<String> {
        let all = self.facts.iter().flat_map(|((_, scope), fact)| fact.headlines.iter().map(move |line| (scope, line)));
        let own = all.filter(|(scope, (about, _))| about.as_ref().or(scope.as_ref()).is_some_and(|at| at == project));
        own.map(|(_, (_, line))| line.clone()).collect()
    }

    /// All facts for a report, in name order.
    pub fn reports(&self) -> Vec<FactReport> {
        let report = |((name, scope), fact): (&(String, Option<String>), &Fact)| FactReport {
            name: name.clone(),
            project: scope.clone(),
            value: fact.value.to_json(),
            evidence: fact.evidence.clone(),
        };
        self.facts.iter().map(report).collect()
    }
}
