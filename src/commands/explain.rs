//! `explain`: why a rule does or does not apply, down to the first condition that failed.

use std::path::Path;

use anyhow::{Result, bail};

use crate::cli::{ExplainArgs, ShowArgs};
use crate::commands::output::Output;
use crate::commands::rules::nearest_rule;
use crate::commands::session::{Session, settings_of};
use crate::engine::core::Engine;
use crate::engine::make::Record;
use crate::engine::trail::Fate;
use crate::files::Files;
use crate::render::escape::visible;
use crate::repo::Role;
use crate::report::{Change, Plan, RuleReport};
use crate::rules::Rule;
use crate::rules::model::Match;
use crate::sweep::{QuerySource, Site, Surroundings};

/// Runs `explain`.
///
/// # Errors
/// Where there is no such rule, or nothing can be planned.
pub fn run(args: &ExplainArgs) -> Result<u8> {
    let mut session = Session::open(args.path.as_deref(), &args.select, settings_of(&args.select)?)?;
    // Who asks wants to know, whether or not a rule that applies does.
    let facts = session.pack.rules.iter().filter_map(|rule| Some(rule.manifest.fact.as_ref()?.name.clone()));
    session.settings.facts = facts.collect();
    let Some(rule) = session.pack.rules.iter().find(|rule| rule.id == args.rule) else {
        let near = nearest_rule(&args.rule, session.pack.rules.iter().map(|rule| rule.id.as_str()));
        bail!("there is no rule `{}`{near}", args.rule);
    };
    let (_, text) = session.planned(|plan, record| {
        let mut text = about(rule) + &outcomes(rule, plan);
        if let Some(file) = &args.file {
            let path = in_repository(file, args.path.as_deref(), &session);
            text.push_str(&File { session: &session, rule, plan, record, path: &path }.explain());
        }
        text
    })?;
    Output::new(&ShowArgs { color: args.color, ..ShowArgs::default() }).emit(&text)?;
    Ok(0)
}

/// A file as the repository calls it. People complete names in the folder they are in; reports name files
/// from the top of the repository. Either is understood.
fn in_repository(file: &str, folder: Option<&Path>, session: &Session) -> String {
    let tree = &session.tree;
    let tracked = |path: &str| tree.paths().binary_search_by(|known| known.as_str().cmp(path)).is_ok();
    let here = || {
        let at = folder.unwrap_or(Path::new(".")).join(file);
        let path = at.parent()?.canonicalize().ok()?.join(at.file_name()?);
        path.strip_prefix(tree.root()).ok()?.to_str().map(|path| path.replace('\\', "/"))
    };
    here().filter(|path| tracked(path)).unwrap_or_else(|| file.trim_start_matches("./").to_owned())
}

fn about(rule: &Rule) -> String {
    let manifest = &rule.manifest;
    let mut text = format!("{}\n{}.\n{}\n", rule.id, manifest.title, manifest.why);
    if let Some(docs) = &manifest.docs {
        text.push_str(docs);
        text.push('\n');
    }
    text
}

fn outcomes(rule: &Rule, plan: &Plan) -> String {
    let mut text = String::new();
    if rule.is_fact() {
        let name = rule.manifest.fact.as_ref().map_or("", |fact| fact.name.as_str());
        for fact in plan.facts.iter().filter(|fact| fact.name == name) {
            let scope = fact.project.as_deref().unwrap_or("the repository");
            text.push_str(&format!("\n  in {scope}: {name} = {}\n", visible(&fact.value.to_string())));
            for place in &fact.evidence {
                text.push_str(&format!("    {}:{}\n", visible(&place.file), place.line));
            }
        }
        if text.is_empty() {
            text.push_str(&format!("\n  nothing is known of {name}\n"));
        }
        return text;
    }
    for report in plan.rules.iter().filter(|report| report.id == rule.id) {
        text.push_str(&outcome(report));
    }
    text
}

fn outcome(report: &RuleReport) -> String {
    let reason = report.reason.as_deref().map(|reason| format!(": {}", visible(reason))).unwrap_or_default();
    let mut text = format!("\n  in {}: {}{reason}\n", visible(&report.project), report.outcome.word());
    for place in &report.sites {
        text.push_str(&format!("    {}:{}\n", visible(&place.file), place.line));
    }
    for line in report.manual.iter().flat_map(|manual| manual.lines()) {
        text.push_str(&format!("    {}\n", visible(line)));
    }
    text
}

/// One file held against one rule, by what the plan was made with.
struct File<'a> {
    session: &'a Session,
    rule: &'a Rule,
    plan: &'a Plan,
    record: &'a Record<'a>,
    path: &'a str,
}

impl File<'_> {
    /// The steps a file goes through, up to the first it fails.
    fn explain(&self) -> String {
        let mut text = format!("\n{} and {}\n", visible(self.path), self.rule.id);
        let mut said = Vec::new();
        let end = self.steps(&mut said);
        for line in said {
            text.push_str(&format!("  yes  {line}\n"));
        }
        if let Err(line) = end {
            text.push_str(&format!("  no   {line}\n"));
        }
        text
    }

    fn steps(&self, said: &mut Vec<String>) -> Result<(), String> {
        let (tree, engine) = (&self.session.tree, &self.record.engine);
        let created = self.plan.files.iter().any(|file| file.path == self.path && file.change == Change::Create);
        if created {
            said.push("this plan creates it".into());
        } else if tree.read(self.path).is_none() {
            return Err("it is not a tracked, readable file of this repository (under 1 MiB, behind no link)".into());
        } else if tree.paths().binary_search_by(|known| known.as_str().cmp(self.path)).is_err() {
            return Err("git does not track it".into());
        }
        let manifest = &self.rule.manifest;
        let index = self.session.pack.rules.iter().position(|rule| rule.id == self.rule.id);
        let admission = index.and_then(|index| engine.admission(index, self.path));
        let (Some(matches), Some((named, lacks))) = (&manifest.matches, admission) else {
            return Err("the rule has no query: it looks at projects, not at files".into());
        };
        let role = engine.role(self.path);
        if !manifest.roles().contains(&role) {
            let wanted: Vec<&str> = manifest.roles().into_iter().map(Role::name).collect();
            let wanted = wanted.join(" and ");
            return Err(format!("it is a {} file, and only {wanted} files are patched", role.name()));
        }
        said.push(format!("it is a {} file", role.name()));
        if !named {
            return Err(format!("its name matches none of {:?} (or one of exclude)", manifest.files));
        }
        said.push(format!("its name matches {:?}", manifest.files));
        let known = said.len();
        if self.rule.is_fact() {
            said.extend(self.sites(matches).iter().map(captures));
        } else {
            self.recorded(matches, said)?;
        }
        if said.len() > known {
            return Ok(());
        }
        match lacks {
            Some(literals) => Err(format!("none of the anchors {literals:?} occurs in it")),
            None => Err(self.rejection(matches)),
        }
    }

    /// Says which places of the file the rule worked on, by what it noted while it ran.
    fn recorded(&self, spec: &Match, said: &mut Vec<String>) -> Result<(), String> {
        let engine = &self.record.engine;
        let project = if Engine::is_repository_rule(self.rule) { engine.scope } else { self.project() };
        let ours = |rule: &str, of: &str| rule == self.rule.id && of == project;
        let report = self.plan.rules.iter().find(|report| ours(&report.id, &report.project));
        let Some(trail) = self.record.trails.iter().find(|trail| ours(&trail.rule, &trail.project)) else {
            let word = report.map_or("not asked for", |report| report.outcome.word());
            return Err(format!("the rule looked at no file: it is {word}"));
        };
        if spec.file.is_some() && !trail.files.iter().any(|path| path == self.path) {
            return Err("the rule looks at one file here, and this is another".into());
        }
        let sites = self.sites(spec);
        let (mut chosen, mut left) = (Vec::new(), None);
        for one in trail.candidates.iter().filter(|one| one.place.file == self.path) {
            let site = sites.iter().find(|site| site.pattern == one.pattern && site.place() == one.place);
            // An earlier rule of this plan may have moved it.
            let moved = || format!("pattern {} matches line {}", one.pattern + 1, one.place.line);
            let found = site.map_or_else(moved, captures);
            match one.fate {
                Fate::Chosen => chosen.push(found),
                fate => left = Some(format!("{found}, but {}", self.fate(spec, fate, report))),
            }
        }
        match left {
            Some(left) if chosen.is_empty() => Err(left),
            _ => {
                said.extend(chosen);
                Ok(())
            }
        }
    }

    fn fate(&self, spec: &Match, fate: Fate, report: Option<&RuleReport>) -> String {
        let keep = spec.keep.as_deref().filter(|_| fate == Fate::Dropped);
        let reason =
            report.and_then(|report| Some(format!("{}: {}", report.outcome.word(), report.reason.as_deref()?)));
        match (keep, reason) {
            (Some(keep), _) => format!("`keep` is false there: {keep}"),
            (None, Some(reason)) => format!("the rule is {}", visible(&reason)),
            (None, None) => "another place comes first".to_owned(),
        }
    }

    /// The root of the project the file belongs to.
    fn project(&self) -> &str {
        let engine = &self.record.engine;
        &engine.projects[engine.owner(self.path)].root
    }

    fn around(&self) -> Surroundings<'_> {
        let vocabularies = &self.session.pack.vocabularies;
        Surroundings { facts: &self.record.facts, project: self.project(), vocabularies }
    }

    fn sites(&self, spec: &Match) -> Vec<Site> {
        let (tree, engine) = (&self.session.tree, &self.record.engine);
        match &spec.pattern {
            // A template may stand in it, which only the rule's run fills.
            Some(_) if !self.rule.is_fact() => Vec::new(),
            Some(pattern) => engine.matcher.lines(tree, self.path, &self.rule.id, pattern),
            None => self.asks(spec, |source| engine.matcher.sites(tree, self.path, source, &self.around())),
        }
    }

    fn asks<T>(&self, spec: &Match, ask: impl FnOnce(QuerySource<'_>) -> T) -> T {
        let text = self.rule.texts.get(&spec.query).map_or("", String::as_str);
        let name = format!("{}/{}", self.rule.id, spec.query);
        ask(QuerySource { name: &name, text, several: self.rule.manifest.language == "ecmascript" })
    }

    /// Why the query found nothing in the file.
    fn rejection(&self, spec: &Match) -> String {
        let (tree, engine) = (&self.session.tree, &self.record.engine);
        if let Some(note) = engine.matcher.notes().into_iter().find(|note| note.file == self.path) {
            return note.reason;
        }
        let rejected = self.asks(spec, |source| engine.matcher.rejections(tree, self.path, source, &self.around()));
        match rejected.first() {
            Some(rejection) => format!("a pattern of {} matches, but {rejection}", spec.query),
            None => format!("no pattern of {} matches its syntax tree", spec.query),
        }
    }
}

/// A site and what its query captured, on one line.
fn captures(site: &Site) -> String {
    let mut line = format!("pattern {} matches line {}", site.pattern + 1, site.place().line);
    for (name, ranges) in &site.captures {
        if let Some(text) = ranges.first().and_then(|range| site.file.text.get(range.clone())) {
            let first: String = text.lines().next().unwrap_or_default().chars().take(60).collect();
            line.push_str(&format!("; @{name} = {}", visible(&first)));
        }
    }
    line
}
