//! One pass: facts, then the rules one after the other over the overlay, each seeing what its
//! predecessors did.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::core::Engine;
use super::fact_rules::Start;
use super::laws;
use super::rule_run::RuleRun;
use super::trail::Trail;
use super::work::says_what_else;
use crate::facts::Facts;
use crate::files::{folder_of, is_below};
use crate::manifest::Dependency;
use crate::repo::{Overlay, Project};
use crate::report::{Outcome, RuleReport};
use crate::rules::Rule;

/// The bytes of a file after a rule changed it.
#[derive(Clone, Debug)]
pub struct Version {
    /// The rule and its project.
    pub rule: (String, String),
    /// The edit group that stands or falls with the change.
    pub group: String,
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

/// Why an edit group is taken back.
#[derive(Clone, Debug)]
pub struct Cause {
    /// The reason every other rule of the group gives.
    pub reason: String,
    /// How the rule ended that could not do its part; its report stays as it is.
    pub culprit: Option<RuleReport>,
}

/// Edit groups that are taken back, with the cause.
pub type Broken = BTreeMap<String, Cause>;

/// What one pass came to.
#[derive(Clone, Debug, Default)]
pub struct Pass {
    /// Every changed file and its versions, oldest first.
    pub versions: BTreeMap<String, Vec<Version>>,
    /// What is known.
    pub facts: Facts,
    /// The same by name, for templates that ask about all projects.
    pub(super) everywhere: Arc<BTreeMap<String, Json>>,
    /// How every rule ended.
    pub reports: Vec<RuleReport>,
    /// The same by rule, for templates.
    pub(super) records: Arc<BTreeMap<String, Json>>,
    /// What rules looked at and found.
    pub trails: Vec<Trail>,
    /// Edit groups that must be taken back.
    pub broken: Broken,
    /// The dependencies of projects, as long as no manifest near them changes.
    pub(super) dependencies: RefCell<BTreeMap<String, Arc<Vec<Dependency>>>>,
}

impl Pass {
    /// Rules of one group stand or fall together: where one is wanted and cannot, what the others did, before it
    /// or after it, has to go too. An import without its dependency would not start.
    fn take_groups_along(&mut self, refused: BTreeMap<String, RuleReport>) {
        let written: BTreeSet<&str> = self.versions.values().flatten().map(|version| version.group.as_str()).collect();
        for (group, culprit) in refused.into_iter().filter(|(group, _)| written.contains(group.as_str())) {
            let reason = culprit.reason.as_deref().unwrap_or("it could not be done");
            let reason = format!("held back with {}: {reason}", culprit.id);
            self.broken.entry(group).or_insert(Cause { reason, culprit: Some(culprit) });
        }
    }

    /// Takes up how a rule ended.
    fn take(&mut self, report: RuleReport) {
        let sites: Vec<Json> =
            report.sites.iter().map(|site| json!({ "file": site.file, "line": site.line })).collect();
        let notes: Vec<Json> = report.notes.iter().map(|note| json!(note)).collect();
        let record = json!({ "project": report.project, "outcome": report.outcome.word(), "reason": report.reason, "sites": sites, "notes": notes });
        let records = Arc::make_mut(&mut self.records).entry(report.id.clone()).or_insert_with(|| json!([]));
        if let Json::Array(records) = records {
            records.push(record);
        }
        self.reports.push(report);
    }

    /// Forgets what a change to `path` may have made untrue.
    pub fn forget(&mut self, path: &str) {
        let folder = folder_of(path);
        self.dependencies.get_mut().retain(|root, _| !is_below(path, root) && !is_below(&format!("{root}/"), folder));
    }
}

/// Runs all rules once over `base`, leaving out the groups in `suppressed`.
///
/// # Errors
/// A sentence where a rule cannot be run at all.
pub fn run(engine: &mut Engine<'_>, base: BTreeMap<String, Arc<[u8]>>, suppressed: &Broken) -> Result<Pass, String> {
    let tree = engine.tree;
    let mut pass = Pass { dependencies: RefCell::new(engine.dependencies.clone()), ..Pass::default() };
    base.keys().for_each(|path| pass.forget(path));
    let mut overlay = Overlay::with(tree, base.clone());
    let mut start = Start::of(overlay.clone(), pass.dependencies.get_mut().clone());
    start.conditions(engine, &mut pass.facts)?;
    pass.everywhere = Arc::new(pass.facts.by_project());
    let mut refused: BTreeMap<String, RuleReport> = BTreeMap::new();
    for index in 0..engine.pack.rules.len() {
        let rule = &engine.pack.rules[index];
        if rule.is_fact() {
            continue;
        }
        let projects: Vec<Project> = if Engine::is_repository_rule(rule) {
            vec![Project { root: engine.scope.to_owned(), manifests: Vec::new() }]
        } else {
            engine.selected().cloned().collect()
        };
        for project in &projects {
            let (pass, overlay, start) = (&mut pass, &mut overlay, &mut start);
            let mut run = RuleRun { engine, rule, index, project, start, pass, overlay };
            let report = engine.clock.rule(&rule.id, || run.run(suppressed));
            let refuses = match report.outcome {
                Outcome::Unsupported => !says_what_else(rule),
                outcome => matches!(outcome, Outcome::Conflict | Outcome::Ambiguous),
            };
            if refuses {
                refused.entry(group_of(rule, &project.root)).or_insert_with(|| report.clone());
            }
            pass.take(report);
        }
    }
    pass.take_groups_along(refused);
    if pass.broken.is_empty() {
        pass.broken = laws::check(engine, &pass, &base, &overlay);
    }
    Ok(pass)
}

/// The edit group of a rule in a project: what is taken back together.
pub fn group_of(rule: &Rule, project: &str) -> String {
    format!("{} · {project}", rule.manifest.group.as_deref().unwrap_or(&rule.id))
}
