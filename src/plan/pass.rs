//! One pass: facts, then the rules one after the other over the overlay, each seeing what its
//! predecessors did.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use globset::Glob;
use serde_json::{Value as Json, json};

use super::conditions::{ProjectFiles, Situation};
use super::context::{Context, prefix_of};
use super::engine::{Engine, Which};
use super::keep::{kept, notes};
use super::{Outcome, Place, RuleReport, SiteNote, fact_rules, work};
use crate::facts::Facts;
use crate::manifest::{self, Dependency};
use crate::matcher::{QuerySource, Site, Surroundings};
use crate::plan::Safety;
use crate::repo::{Files, Overlay, Project, folder_of, is_below};
use crate::rules::Rule;
use crate::rules::model::{Expect, FileUse};
use crate::rules::template::render;

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
    everywhere: Arc<BTreeMap<String, Json>>,
    /// How every rule ended.
    pub reports: Vec<RuleReport>,
    /// Edit groups that must be taken back.
    pub broken: Broken,
    /// The dependencies of projects, as long as no manifest near them changes.
    dependencies: RefCell<BTreeMap<String, Arc<Vec<Dependency>>>>,
}

impl Pass {
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
    let mut pass = Pass::default();
    let mut overlay = Overlay::with(tree, base);
    fact_rules::run(engine, &overlay, &mut pass.facts, pass.dependencies.get_mut())?;
    pass.everywhere = Arc::new(pass.facts.by_project());
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
            let report =
                RuleRun { engine, rule, index, project, pass: &mut pass, overlay: &mut overlay }.run(suppressed);
            pass.reports.push(report);
        }
    }
    Ok(pass)
}

/// The edit group of a rule in a project: what is taken back together.
pub fn group_of(rule: &Rule, project: &str) -> String {
    format!("{} · {project}", rule.manifest.group.as_deref().unwrap_or(&rule.id))
}

/// A mistake in a rule that only running it shows.
fn broken_rule(reason: String) -> Ending {
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
}

impl Ending {
    /// An ending without sites.
    pub fn new(outcome: Outcome, reason: impl Into<String>) -> Ending {
        Ending { outcome, reason: Some(reason.into()), sites: Vec::new(), manual: None, notes: Vec::new() }
    }

    fn at(mut self, sites: &[Site]) -> Ending {
        self.sites = sites.iter().map(Site::place).collect();
        self
    }
}

impl ProjectFiles for RuleRun<'_, '_, '_> {
    fn first(&self, glob: &Glob) -> Option<String> {
        let matcher = glob.compile_matcher();
        let root = &self.project.root;
        self.overlay.below(root).into_iter().find(|path| matcher.is_match(self.engine.relative(path, root)))
    }
}

impl RuleRun<'_, '_, '_> {
    fn run(&mut self, suppressed: &Broken) -> RuleReport {
        let culprit = suppressed.get(&group_of(self.rule, &self.project.root)).and_then(|cause| cause.culprit.as_ref());
        if let Some(report) = culprit.filter(|report| report.id == self.rule.id && report.project == self.project.root)
        {
            return report.clone();
        }
        let ending = self.decide(suppressed).unwrap_or_else(|ending| ending);
        let report = self.report(ending);
        self.take_group_along(&report);
        report
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
            outcome: ending.outcome,
            safety: manifest.safety,
            reason: ending.reason.or(look),
            sites: ending.sites,
            manual: ending.manual,
            notes: ending.notes,
        }
    }

    /// The story of a rule: is it asked for, do its conditions hold, is it done already, where does it
    /// apply, and what does it do there? The first answer that ends the story is the `Err`.
    fn decide(&mut self, suppressed: &Broken) -> Result<Ending, Ending> {
        let manifest = &self.rule.manifest;
        if !self.engine.settings.selects(&self.rule.id) {
            return Err(Ending::new(Outcome::NotApplicable, "left out by --only or --skip"));
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
        if let Some(cause) = suppressed.get(&group_of(self.rule, &self.project.root)) {
            return Err(self.by_hand(Ending::new(Outcome::Conflict, cause.reason.clone()), &dependencies));
        }
        if let Some(place) = self.done() {
            let reason = manifest.done.as_ref().and_then(|done| done.reason.clone());
            let ending = Ending::new(Outcome::Present, "");
            return Err(Ending { reason, sites: vec![place], ..ending });
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
        let sites = self.choose(sites).map_err(|ending| self.by_hand(ending, &dependencies))?;
        let context = self.context(&dependencies);
        let said = notes(self.rule, &sites, &|site| self.at(&context, site)).map_err(broken_rule)?;
        match work::run(self, &sites, &context) {
            Ok(ending) => {
                let notes = said.into_iter().filter(|note| ending.sites.iter().any(|site| note.is_at(site))).collect();
                Ok(Ending { notes, ..ending })
            }
            Err(ending) => {
                let sites =
                    if ending.sites.is_empty() { sites.iter().map(Site::place).collect() } else { ending.sites };
                Err(self.by_hand(Ending { sites, ..ending }, &dependencies))
            }
        }
    }

    /// Rules of one group stand or fall together: where this one is wanted and cannot, what the others did
    /// has to go too. An import without its dependency would not start.
    fn take_group_along(&mut self, report: &RuleReport) {
        let refused = matches!(report.outcome, Outcome::Unsupported | Outcome::Conflict | Outcome::Ambiguous);
        let group = group_of(self.rule, &self.project.root);
        let others = self.pass.versions.values().flatten().any(|version| version.group == group);
        if refused && others && !self.pass.broken.contains_key(&group) {
            let reason = report.reason.as_deref().unwrap_or("it could not be done");
            let reason = format!("{} belongs to it, and there {reason}", self.rule.id);
            self.pass.broken.insert(group, Cause { reason, culprit: Some(report.clone()) });
        }
    }

    /// Adds the text for doing it by hand.
    fn by_hand(&self, mut ending: Ending, dependencies: &Arc<Vec<Dependency>>) -> Ending {
        if let (None, Some(text)) = (&ending.manual, &self.rule.manifest.fallback) {
            ending.manual = Some(self.render(text, dependencies, None));
        }
        ending
    }

    /// A text of the rule, rendered; a template that does not render is shown as it is, since the text
    /// is all a person has left.
    pub fn render(&self, text: &str, dependencies: &Arc<Vec<Dependency>>, site: Option<&Site>) -> String {
        let context = self.context(dependencies);
        let context = site.map_or_else(|| context.clone(), |site| self.at(&context, site));
        let rendered = render(&self.rule.id, text, &context.to_value());
        rendered.unwrap_or_else(|_| text.to_owned()).trim().to_owned()
    }

    /// The project's dependencies under the edits made so far.
    pub fn dependencies(&self) -> Arc<Vec<Dependency>> {
        if self.project.manifests.is_empty() {
            return Arc::default();
        }
        let root = &self.project.root;
        if let Some(known) = self.pass.dependencies.borrow().get(root) {
            return known.clone();
        }
        let read = Arc::new(manifest::dependencies(&*self.overlay, root, &self.project.manifests));
        self.pass.dependencies.borrow_mut().insert(root.clone(), read.clone());
        read
    }

    fn situation<'s>(&'s self, dependencies: &'s [Dependency]) -> Situation<'s> {
        Situation {
            project: &self.project.root,
            everywhere: Engine::is_repository_rule(self.rule),
            dependencies,
            facts: &self.pass.facts,
            files: self,
            reports: &self.pass.reports,
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
            json!({ "name": self.engine.name }),
            self.pass.facts.visible(root),
            dependencies.clone(),
            self.engine.settings.values.clone(),
        )
        .with_everywhere(&self.pass.everywhere)
        .with_vocabularies(&self.engine.pack.vocabularies)
        .with_files(root, &self.engine.production)
        .with_expressions(&self.engine.pack.manifest.vars)
        .with_expressions(&self.rule.manifest.vars)
        .with_all(self.used())
    }

    /// What templates see at a site.
    pub fn at(&self, context: &Context, site: &Site) -> Context {
        let files = &*self.overlay;
        context.at(site, &|path, name| self.engine.matcher.home(files, &self.project.root, path, name))
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
        let glob = Glob::new(&spec.file).ok()?.compile_matcher();
        let root = &self.project.root;
        let holds = |path: &String| {
            let text = || self.overlay.read_text(path).unwrap_or_default();
            spec.holds.as_deref().is_none_or(|literal| text().contains(literal))
        };
        let own = |path: &String| self.engine.projects[self.engine.owner(path)].root == *root;
        let paths = self.overlay.below(root).into_iter();
        paths.filter(|path| glob.is_match(self.engine.relative(path, root)) && own(path)).find(holds)
    }

    /// The project as queries are scoped to it: repository rules see all of them.
    fn query_scope(&self) -> Option<&str> {
        (!Engine::is_repository_rule(self.rule)).then_some(self.project.root.as_str())
    }

    /// The files a query of the rule is run on.
    fn paths(&self, which: Which, file: Option<&str>) -> Vec<String> {
        let paths = self.engine.candidates(self.index, which, self.query_scope(), self.overlay);
        let Some(file) = file else { return paths };
        let file = self.render(file, &self.dependencies(), None);
        paths.into_iter().filter(|path| *path == file).collect()
    }

    fn matches(&self, which: Which, query: &str, file: Option<&str>) -> Vec<Site> {
        let Some(text) = self.rule.texts.get(query) else { return Vec::new() };
        let name = format!("{}/{query}", self.rule.id);
        let source = QuerySource { name: &name, text, several: self.rule.manifest.language == "ecmascript" };
        let around = Surroundings {
            facts: &self.pass.facts,
            project: &self.project.root,
            vocabularies: &self.engine.pack.vocabularies,
        };
        let paths = self.paths(which, file);
        paths.iter().flat_map(|path| self.engine.matcher.sites(&*self.overlay, path, source, &around)).collect()
    }

    fn lines(&self, pattern: &str, file: Option<&str>) -> Vec<Site> {
        let paths = self.paths(Which::Match, file);
        paths.iter().flat_map(|path| self.engine.matcher.lines(&*self.overlay, path, &self.rule.id, pattern)).collect()
    }

    fn done(&self) -> Option<Place> {
        let done = self.rule.manifest.done.as_ref()?;
        self.matches(Which::Done, &done.query, done.file.as_deref()).first().map(Site::place)
    }

    fn sites(&self) -> Result<Vec<Site>, Ending> {
        let Some(spec) = &self.rule.manifest.matches else { return Ok(Vec::new()) };
        let sites = match &spec.pattern {
            Some(pattern) => self.lines(&self.render(pattern, &self.dependencies(), None), spec.file.as_deref()),
            None => self.matches(Which::Match, &spec.query, spec.file.as_deref()),
        };
        let context = self.context(&self.dependencies());
        let sites = kept(self.rule, sites, &|site| self.at(&context, site)).map_err(broken_rule)?;
        if sites.is_empty() {
            let reason = spec.none.clone().unwrap_or_else(|| format!("nothing here matches {}", spec.query));
            return Err(Ending::new(Outcome::NotApplicable, reason));
        }
        Ok(sites)
    }

    /// Did the person pick a line of this site? Picks that are taken up are remembered; the others are reported.
    fn is_picked(&self, site: &Site) -> bool {
        let range = site.range();
        let lines = site.file.line_of(range.start)..=site.file.line_of(range.end.saturating_sub(1).max(range.start));
        let picks = self.engine.settings.at.iter();
        let picks: Vec<&Place> = picks.filter(|at| at.file == site.file.path && lines.contains(&at.line)).collect();
        if let Ok(mut picked) = self.engine.picked.lock() {
            picked.extend(picks.iter().copied().cloned());
        }
        !picks.is_empty()
    }

    /// Of the sites a query found, those the rule is to work on.
    fn choose(&self, sites: Vec<Site>) -> Result<Vec<Site>, Ending> {
        let Some(spec) = &self.rule.manifest.matches else { return Ok(sites) };
        let picked: Vec<Site> = sites.iter().filter(|site| self.is_picked(site)).cloned().collect();
        if !picked.is_empty() {
            return Ok(picked);
        }
        let best = sites.iter().filter(|site| !site.ask).map(|site| site.pattern).min();
        let Some(best) = best else {
            let default = || "only a person knows whether this is the place".to_owned();
            return Err(Ending::new(Outcome::Ambiguous, spec.ambiguous.clone().unwrap_or_else(default)).at(&sites));
        };
        let preferred: Vec<Site> = sites.iter().filter(|site| site.pattern == best).cloned().collect();
        let one_file = preferred.iter().all(|site| site.file.path == preferred[0].file.path);
        // What lies nearer to the top of the project is more likely the one that is deployed: a better
        // pattern deeper down does not outweigh that by itself.
        let depth = |site: &Site| site.file.path.matches('/').count();
        let rivals: Vec<Site> =
            sites.iter().filter(|site| !site.ask && depth(site) < depth(&preferred[0])).cloned().collect();
        if matches!(spec.expect, Expect::One | Expect::File) && one_file && !rivals.is_empty() {
            let default = || "a place nearer to the top of the project matches too".to_owned();
            let candidates: Vec<Site> = rivals.into_iter().chain(preferred).collect();
            return Err(Ending::new(Outcome::Ambiguous, spec.ambiguous.clone().unwrap_or_else(default)).at(&candidates));
        }
        let chosen = match spec.expect {
            Expect::Each => return Ok(sites.into_iter().filter(|site| !site.ask).collect()),
            Expect::Best => preferred,
            Expect::Any => preferred.into_iter().take(1).collect(),
            Expect::One if preferred.len() == 1 => preferred,
            Expect::File if one_file => preferred,
            Expect::One | Expect::File => {
                let default =
                    || format!("{} places match, and only a person knows which one is meant", preferred.len());
                let reason = spec.ambiguous.clone().unwrap_or_else(default);
                return Err(Ending::new(Outcome::Ambiguous, reason).at(&preferred));
            }
        };
        Ok(chosen)
    }
}
