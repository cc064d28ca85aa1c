//! One rule in one project: its story from the question whether it is asked for to what it does.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::conditions::Situation;
use super::context::{Context, KnownApps, prefix_of};
use super::core::Engine;
use super::fact_rules::Start;
use super::keep::notes;
use super::pass::{Broken, Pass, group_of};
use super::trail::Fate;
use super::work;
use crate::files::Files;
use crate::manifest::{self, Dependency};
use crate::repo::{Glob, Overlay, Project};
use crate::report::{DECLINED, LEFT_OUT, Leave, MADE, Outcome, Place, RuleReport, Safety, SiteNote};
use crate::rules::Rule;
use crate::rules::model::FileUse;
use crate::rules::template::render_value;
use crate::sweep::Site;

/// A mistake in a rule that only running it shows.
pub(super) fn broken_rule(reason: String) -> Ending {
    Ending::new(Outcome::Conflict, reason)
}

/// One rule in one project.
pub struct RuleRun<'r, 'a, 'o> {
    /// The run.
    pub engine: &'r Engine<'a>,
    /// The rule.
    pub rule: &'r Rule,
    /// The rule's place in the pack.
    pub index: usize,
    /// The project.
    pub project: &'r Project,
    /// What was there when the pass started.
    pub start: &'r mut Start<'o>,
    /// What the pass came to so far.
    pub pass: &'r mut Pass,
    /// The files so far.
    pub overlay: &'r mut Overlay<'o>,
}

/// How a rule ended, before it becomes a report.
pub struct Ending {
    /// The word.
    pub outcome: Outcome,
    /// Why.
    pub reason: Option<String>,
    /// Where.
    pub sites: Vec<Place>,
    /// What a person has to do.
    pub manual: Option<String>,
    /// What a person should know about single sites.
    pub notes: Vec<SiteNote>,
    /// The places that can be left out one by one.
    pub apart: Box<[Leave]>,
}

impl Ending {
    /// An ending without sites.
    pub fn new(outcome: Outcome, reason: impl Into<String>) -> Ending {
        let (sites, notes) = (Vec::new(), Vec::new());
        Ending { outcome, reason: Some(reason.into()), sites, manual: None, notes, apart: Box::default() }
    }

    pub(super) fn at(mut self, sites: &[Site]) -> Ending {
        self.sites = sites.iter().map(Site::place).collect();
        self
    }
}

impl RuleRun<'_, '_, '_> {
    /// Runs the rule, leaving out the groups in `suppressed`.
    pub fn run(&mut self, suppressed: &Broken) -> RuleReport {
        let culprit = suppressed.get(&group_of(self.rule, &self.project.root)).and_then(|cause| cause.culprit.as_ref());
        if let Some(report) = culprit.filter(|report| report.id == self.rule.id && report.project == self.project.root)
        {
            return report.clone();
        }
        let ending = self.decide(suppressed).unwrap_or_else(|ending| ending);
        self.report(ending)
    }

    fn report(&self, ending: Ending) -> RuleReport {
        let manifest = &self.rule.manifest;
        let look = manifest.review.clone().filter(|_| ending.outcome == Outcome::Applies);
        RuleReport {
            id: self.rule.id.clone(),
            title: manifest.title.clone(),
            why: manifest.why.clone(),
            docs: manifest.docs.clone(),
            project: self.project.root.clone(),
            group: group_of(self.rule, &self.project.root),
            outcome: ending.outcome,
            safety: manifest.safety,
            reason: ending.reason.or(look),
            sites: ending.sites,
            manual: ending.manual,
            notes: ending.notes,
            apart: if ending.outcome == Outcome::Applies { ending.apart.into_vec() } else { Vec::new() },
        }
    }

    /// The story of a rule: is it asked for, do its conditions hold, is it done already, where does it
    /// apply, and what does it do there? The first answer that ends the story is the `Err`.
    fn decide(&mut self, suppressed: &Broken) -> Result<Ending, Ending> {
        let manifest = &self.rule.manifest;
        if !self.engine.settings.selects(&self.rule.id) {
            return Err(Ending::new(Outcome::NotApplicable, LEFT_OUT));
        }
        let group = group_of(self.rule, &self.project.root);
        if self.engine.settings.declined.contains(&group) {
            return Err(Ending::new(Outcome::NotApplicable, DECLINED));
        }
        if self.engine.settings.safe_only && manifest.safety == Safety::Review {
            return Err(Ending::new(Outcome::NotApplicable, "held back by --safe-only"));
        }
        let dependencies = self.dependencies();
        if let Some(reason) = self.situation(&dependencies).first_failing(&manifest.when) {
            return Err(Ending::new(Outcome::NotApplicable, reason));
        }
        if let Some(missing) = self.missing() {
            return Err(Ending::new(Outcome::NotApplicable, missing));
        }
        self.learn().map_err(broken_rule)?;
        if let Some(cause) = suppressed.get(&group) {
            let ending = Ending::new(Outcome::Conflict, cause.reason.clone());
            // What a person has to do first, the rule that holds this one back says; then this one has its turn.
            return Err(if cause.culprit.is_some() { ending } else { self.by_hand(ending, &dependencies) });
        }
        if let Some(site) = self.done()? {
            let reason = || manifest.done.as_ref().and_then(|done| done.reason.clone());
            let reason = if self.is_made(&site) { Some(MADE.to_owned()) } else { reason() };
            let ending = Ending::new(Outcome::Present, "");
            return Err(Ending { reason, sites: vec![site.place()], ..ending });
        }
        let sites = match &manifest.matches {
            Some(_) => self.sites()?,
            None => Vec::new(),
        };
        for refusal in &manifest.unsupported {
            if self.situation(&dependencies).first_failing(&refusal.when).is_none() {
                let mut ending = Ending::new(Outcome::Unsupported, refusal.reason.clone()).at(&sites);
                ending.manual = refusal.manual.as_deref().map(|text| self.render(text, &dependencies, sites.first()));
                return Err(ending);
            }
        }
        let context = self.context(&dependencies);
        let say = |sites: &[Site]| notes(self.rule, sites, &|site| self.at(&context, site)).map_err(broken_rule);
        let sites = match self.choose(sites.clone()) {
            Ok(chosen) => chosen,
            Err(ending) => {
                let notes = say(&sites)?.into_iter().filter(|note| ending.sites.iter().any(|site| note.is_at(site)));
                return Err(self.by_hand(Ending { notes: notes.collect(), ..ending }, &dependencies));
            }
        };
        let (sites, apart) = self.wanted(sites)?;
        if let (Some(_), Some(trail)) = (&manifest.matches, self.pass.trails.last_mut()) {
            trail.mark(&sites, Fate::Chosen);
        }
        let said = notes(self.rule, &sites, &|site| self.at(&context, site)).map_err(broken_rule)?;
        match work::run(self, &sites, &context, said) {
            Ok(ending) => Ok(Ending { apart: apart.into(), ..ending }),
            Err(ending) => {
                let sites =
                    if ending.sites.is_empty() { sites.iter().map(Site::place).collect() } else { ending.sites };
                Err(self.by_hand(Ending { sites, ..ending }, &dependencies))
            }
        }
    }

    /// Looks for the facts that the rule reads, now that it is known to be asked for.
    fn learn(&mut self) -> Result<(), String> {
        if self.start.learn(self.engine, &mut self.pass.facts, self.index, &self.project.root)? {
            self.pass.everywhere = Arc::new(self.pass.facts.by_project());
        }
        Ok(())
    }

    /// Adds the text for doing it by hand, which may ask how the rule ended.
    fn by_hand(&self, mut ending: Ending, dependencies: &Arc<Vec<Dependency>>) -> Ending {
        if let (None, Some(text)) = (&ending.manual, &self.rule.manifest.fallback) {
            let context = self.context(dependencies).with("outcome", json!(ending.outcome.word()));
            ending.manual = Some(self.said(text, &context));
        }
        ending
    }

    /// A text of the rule, rendered; a template that does not render is shown as it is, since the text
    /// is all a person has left.
    pub fn render(&self, text: &str, dependencies: &Arc<Vec<Dependency>>, site: Option<&Site>) -> String {
        let mut context = self.context(dependencies);
        if let Some(site) = site {
            context = self.at(&context, site);
        }
        self.said(text, &context)
    }

    /// The same over a context.
    pub fn said(&self, text: &str, context: &Context) -> String {
        let rendered = render_value(&self.rule.id, text, &context.to_value());
        rendered.unwrap_or_else(|_| text.to_owned()).trim().to_owned()
    }

    /// The project's dependencies under the edits made so far.
    pub fn dependencies(&self) -> Arc<Vec<Dependency>> {
        self.dependencies_of(self.project)
    }

    /// The same of any project.
    pub(super) fn dependencies_of(&self, project: &Project) -> Arc<Vec<Dependency>> {
        if project.manifests.is_empty() {
            return Arc::default();
        }
        let root = &project.root;
        if let Some(known) = self.pass.dependencies.borrow().get(root) {
            return known.clone();
        }
        let read = Arc::new(manifest::dependencies(&*self.overlay, root, &project.manifests));
        self.pass.dependencies.borrow_mut().insert(root.clone(), read.clone());
        read
    }

    pub(super) fn situation<'s>(&'s self, dependencies: &'s [Dependency]) -> Situation<'s> {
        Situation {
            project: &self.project.root,
            everywhere: Engine::is_repository_rule(self.rule),
            dependencies,
            facts: &self.pass.facts,
            files: &*self.overlay,
            reports: &self.pass.reports,
            host: self.engine.host,
            settings: &self.engine.settings.values,
        }
    }

    /// Does a condition of a single operation hold?
    pub fn holds(&self, conditions: &crate::rules::model::Conditions) -> bool {
        conditions.0.is_empty() || self.situation(&self.dependencies()).first_failing(conditions).is_none()
    }

    /// What templates see.
    pub fn context(&self, dependencies: &Arc<Vec<Dependency>>) -> Context {
        let root = &self.project.root;
        let project = json!({ "root": root, "prefix": prefix_of(root), "name": self.project.name(self.engine.name) });
        Context::new(
            project,
            json!({ "name": self.engine.name, "host": self.engine.host }),
            self.pass.facts.visible(root),
            dependencies.clone(),
            self.engine.settings.values.clone(),
        )
        .with_everywhere(&self.pass.everywhere)
        .with_reports(self.reports())
        .with_apps(KnownApps::of(self.rule, &self.engine.pack.apps, self.apps()))
        .with_vocabularies(&self.engine.pack.vocabularies)
        .with_tables(&self.engine.pack.tables)
        .with_files(root, &self.engine.production)
        .with_changes(self.overlay.created().cloned().collect(), self.overlay.edited().cloned().collect())
        .with_expressions(self.engine.expressions.clone())
        .with_expressions(Arc::new(self.rule.manifest.vars.clone()))
        .with_all(self.used())
    }

    /// How the rules before a rule of the repository ended, for `outcomes(…)`. Rules of a project have no use for it.
    fn reports(&self) -> Arc<BTreeMap<String, Json>> {
        if Engine::is_repository_rule(self.rule) { self.pass.records.clone() } else { Arc::default() }
    }

    /// What templates see at a site.
    pub fn at(&self, context: &Context, site: &Site) -> Context {
        let files = &*self.overlay;
        let homes = |path: &str, name: &str| self.engine.matcher.home(files, &self.project.root, path, name);
        let asked = self.engine.reads.by(self.index).homes;
        context.at(site, asked.then_some(&homes))
    }

    /// The files the rule uses that are there, by name.
    fn used(&self) -> Vec<(String, Json)> {
        let uses = self.rule.manifest.uses.iter();
        uses.filter_map(|(name, spec)| Some((name.clone(), Json::from(self.find(spec)?)))).collect()
    }

    /// Why a file the rule uses is not there.
    fn missing(&self) -> Option<String> {
        let spec = self.rule.manifest.uses.values().find(|spec| self.find(spec).is_none())?;
        let holding = spec.holds.as_deref().map(|text| format!(" that holds `{text}`")).unwrap_or_default();
        Some(spec.none.clone().unwrap_or_else(|| format!("there is no {}{holding}", spec.file)))
    }

    fn find(&self, spec: &FileUse) -> Option<String> {
        let glob = Glob::new(&spec.file).ok()?;
        let root = &self.project.root;
        let holds = |path: &str| {
            let text = || self.overlay.read_text(path).unwrap_or_default();
            spec.holds.as_deref().is_none_or(|literal| text().contains(literal))
        };
        let own = |path: &str| self.engine.projects[self.engine.owner(path)].root == *root;
        glob.first_below(&*self.overlay, root, &|path| own(path) && holds(path))
    }

    /// The project as queries are scoped to it: repository rules see all of them.
    pub(super) fn query_scope(&self) -> Option<&str> {
        (!Engine::is_repository_rule(self.rule)).then_some(self.project.root.as_str())
    }
}
