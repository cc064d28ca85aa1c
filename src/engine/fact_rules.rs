//! Fact rules: queries that teach the run something, before any file is edited.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::value::Value;
use rayon::prelude::*;
use serde_json::{Value as Json, json};

use super::conditions::Situation;
use super::context::{Context, KnownApps, prefix_of};
use super::core::{Engine, Which};
use super::keep::{MOST_SITES, first_of_each, kept, preferred};
use crate::facts::{Fact, FactValue, Facts};
use crate::lang::command;
use crate::manifest::{self, Dependency};
use crate::repo::{Overlay, Role, role_of};
use crate::rules::Rule;
use crate::rules::model::{Command, Conditions, Expect, FactKind, FactSpec};
use crate::rules::template::render_value;
use crate::sweep::{QuerySource, Site, Surroundings};

/// A set that keeps finding new members stops here; no hierarchy of real code is this deep.
const ROUNDS: usize = 16;

/// What a pass knows when it starts: the files, what projects declare in them, and which facts were looked for.
pub struct Start<'o> {
    /// The files before any rule of the pass edits them.
    pub files: Overlay<'o>,
    dependencies: BTreeMap<String, Arc<Vec<Dependency>>>,
    /// Rules of facts, each with the scope it was run for.
    asked: BTreeSet<(usize, Option<String>)>,
}

impl<'o> Start<'o> {
    /// The start of a pass over these files; `dependencies` is what is known of the projects' already.
    pub fn of(files: Overlay<'o>, dependencies: BTreeMap<String, Arc<Vec<Dependency>>>) -> Start<'o> {
        Start { files, dependencies, asked: BTreeSet::new() }
    }

    /// Finds the facts that conditions ask for, in the order of the pack.
    ///
    /// # Errors
    /// A sentence where a rule's template or glob is broken.
    pub fn conditions(&mut self, engine: &mut Engine<'_>, facts: &mut Facts) -> Result<(), String> {
        for index in engine.gates.clone() {
            for scope in scopes(engine, index, None) {
                for _ in 0..ROUNDS {
                    let Some((fact, literals)) = self.round(engine, facts, index, scope.as_deref())? else { break };
                    engine.widen(&fact, &literals);
                }
            }
        }
        Ok(())
    }

    /// Finds what a rule that is about to run reads, and was not looked for before; says whether there was any.
    ///
    /// # Errors
    /// A sentence where a rule's template or glob is broken.
    pub fn learn(
        &mut self,
        engine: &Engine<'_>,
        facts: &mut Facts,
        reader: usize,
        project: &str,
    ) -> Result<bool, String> {
        let (facts_read, everywhere) = engine.reads.all(reader);
        let mut new = false;
        for &index in facts_read {
            for scope in scopes(engine, index, Some(project).filter(|_| !*everywhere)) {
                if self.asked.contains(&(index, scope.clone())) {
                    continue;
                }
                new = true;
                for _ in 0..ROUNDS {
                    if self.round(engine, facts, index, scope.as_deref())?.is_none() {
                        break;
                    }
                }
            }
        }
        Ok(new)
    }

    /// Runs a rule once; `None` where that ends it, else the fact's name with the literals by which files may hold
    /// more of it.
    fn round(
        &mut self,
        engine: &Engine<'_>,
        facts: &mut Facts,
        index: usize,
        scope: Option<&str>,
    ) -> Result<Option<(String, Vec<String>)>, String> {
        let rule = &engine.pack.rules[index];
        let Some(spec) = &rule.manifest.fact else { return Ok(None) };
        let dependencies = declared(engine, &self.files, &mut self.dependencies, scope);
        let ask = Ask { overlay: &self.files, scope, dependencies };
        if self.asked.insert((index, scope.map(str::to_owned))) {
            if !ask.admitted(engine, &rule.manifest.when, facts) {
                return Ok(None);
            }
            seed(facts, spec, scope);
        }
        let found = engine.clock.rule(&rule.id, || ask.read(engine, index, facts))?;
        let known = facts.exact(&spec.name, scope).map(|fact| &fact.value);
        let Some(found) = found.filter(|found| Some(&found.value) != known) else { return Ok(None) };
        // Code says the last name of what is imported; what was known before has anchors of its own.
        let news = found.value.strings().into_iter().filter(|value| !spec.seed.iter().any(|seed| seed == value));
        let literals: Vec<String> = news.map(|value| value.rsplit('.').next().unwrap_or(value).to_owned()).collect();
        facts.put(&spec.name, scope, found);
        Ok((spec.kind == FactKind::Set).then(|| (spec.name.clone(), literals)))
    }
}

/// Where a rule of a fact is run: in `own` or, without one, in every project; or once for the repository.
fn scopes(engine: &Engine<'_>, index: usize, own: Option<&str>) -> Vec<Option<String>> {
    match own {
        _ if Engine::is_repository_rule(&engine.pack.rules[index]) => vec![None],
        Some(project) => vec![Some(project.to_owned())],
        None => engine.selected().map(|project| Some(project.root.clone())).collect(),
    }
}

fn seed(facts: &mut Facts, spec: &FactSpec, scope: Option<&str>) {
    if !spec.seed.is_empty() {
        let value = FactValue::Set(spec.seed.iter().cloned().collect());
        facts.put(&spec.name, scope, Fact::new(value, Vec::new()));
    }
}

/// What a project declares, read once; the repository as a whole declares nothing.
fn declared(
    engine: &Engine<'_>,
    overlay: &Overlay<'_>,
    known: &mut BTreeMap<String, Arc<Vec<Dependency>>>,
    scope: Option<&str>,
) -> Arc<Vec<Dependency>> {
    let project = engine.projects.iter().find(|project| scope == Some(project.root.as_str()));
    let Some(project) = project.filter(|project| !project.manifests.is_empty()) else { return Arc::default() };
    let read = || Arc::new(manifest::dependencies(overlay, &project.root, &project.manifests));
    known.entry(project.root.clone()).or_insert_with(read).clone()
}

/// A fact rule's question: in which files and in which scope.
struct Ask<'a, 'o> {
    overlay: &'a Overlay<'o>,
    /// The project; `None` for a rule of the repository.
    scope: Option<&'a str>,
    dependencies: Arc<Vec<Dependency>>,
}

impl Ask<'_, '_> {
    /// Do the rule's conditions hold?
    fn admitted(&self, engine: &Engine<'_>, conditions: &Conditions, facts: &Facts) -> bool {
        let project = self.scope.unwrap_or(engine.scope);
        let situation = Situation {
            project,
            everywhere: self.scope.is_none(),
            dependencies: &self.dependencies,
            facts,
            files: self.overlay,
            reports: &[],
            host: engine.host,
            settings: &engine.settings.values,
        };
        situation.first_failing(conditions).is_none()
    }

    /// What the rule finds now; `None` where it finds nothing.
    fn read(&self, engine: &Engine<'_>, index: usize, facts: &Facts) -> Result<Option<Fact>, String> {
        let rule = &engine.pack.rules[index];
        let (Some(spec), Some(matches)) = (&rule.manifest.fact, &rule.manifest.matches) else { return Ok(None) };
        let project = self.scope.unwrap_or(engine.scope);
        // Most facts are about files that are not there, and need no context to say so.
        let context = LazyCell::new(|| {
            let asked = engine.reads.by(index).everywhere;
            let everywhere = if asked { Arc::new(facts.by_project()) } else { Arc::default() };
            Context::new(
                serde_json::json!({ "root": project, "prefix": prefix_of(project) }),
                serde_json::json!({ "name": engine.name, "host": engine.host }),
                facts.visible(project),
                self.dependencies.clone(),
                engine.settings.values.clone(),
            )
            .with_everywhere(&everywhere)
            .with_apps(KnownApps::of(rule, &engine.pack.apps, Vec::new()))
            .with_vocabularies(&engine.pack.vocabularies)
            .with_tables(&engine.pack.tables)
            .with_files(project, &engine.production)
            .with_expressions(engine.expressions.clone())
            .with_expressions(Arc::new(rule.manifest.vars.clone()))
        });
        let mut paths = engine.candidates(index, Which::Match, self.scope, self.overlay, facts);
        if let Some(file) = matches.file.as_ref().filter(|_| !paths.is_empty()) {
            let file = render_value(&rule.id, file, &context.to_value())?;
            paths.retain(|path| *path == file.trim());
        }
        let matcher = &engine.matcher;
        let sites: Vec<Site> = match (&matches.pattern, rule.texts.get(&matches.query)) {
            (Some(pattern), _) => {
                paths.iter().flat_map(|path| matcher.lines(self.overlay, path, &rule.id, pattern)).collect()
            }
            (None, Some(text)) => {
                let name = format!("{}/{}", rule.id, matches.query);
                let source = QuerySource { name: &name, text, several: rule.manifest.language == "ecmascript" };
                let around = Surroundings { facts, project, vocabularies: &engine.pack.vocabularies };
                paths.par_iter().flat_map_iter(|path| matcher.sites(self.overlay, path, source, &around)).collect()
            }
            (None, None) => return Ok(None),
        };
        let (sites, full) = first_of_each(sites);
        for path in full {
            let reason =
                format!("{} fits more than {MOST_SITES} places of it, and the others count for nothing", rule.id);
            matcher.note(&path, &reason);
        }
        let places: BTreeSet<&str> = matches
            .command
            .iter()
            .flat_map(|of| engine.pack.places(&of.to))
            .flat_map(|name| everywhere(facts, name))
            .collect();
        let homes = |path: &str, name: &str| engine.matcher.home(self.overlay, project, path, name);
        let asked = engine.reads.by(index).homes;
        let at = |site: &Site| {
            let around = context.at(site, asked.then_some(&homes));
            match &matches.command {
                Some(of) => around.with("command", self.command(engine, of, site, &places)),
                None => around,
            }
        };
        let sites = kept(matches.keep.as_deref(), matches.ask.as_deref(), sites, &at)?;
        value_of(rule, spec, &preferred(&matches.prefer, sites, &at)?, &at)
    }
}

impl Ask<'_, '_> {
    /// The words of the command that a site is, and where in the repository they lead.
    fn command(&self, engine: &Engine<'_>, of: &Command, site: &Site, places: &BTreeSet<&str>) -> Json {
        let start = of.from.split('|').find_map(|name| site.capture(name));
        let Some(start) = start else { return Json::Array(Vec::new()) };
        let words = command::words(&site.file.text, start.start);
        // Its own words name a folder last: `--chdir shop`.
        let above = format!("{}{}", &site.file.text[..start.start], words.join(" "));
        let words = words.into_iter().map(|word| {
            match engine.matcher.reached(self.overlay, &site.file.path, &above, &word, places) {
                // A test builds the app to look at it.
                Some(reached) if role_of(&reached.file) != Role::Test => {
                    json!({ "text": word, "named": reached.named, "file": reached.file, "places": reached.places })
                }
                _ => json!({ "text": word, "named": false, "file": null, "places": [] }),
            }
        });
        words.collect()
    }
}

/// The strings of a fact in all projects.
fn everywhere<'f>(facts: &'f Facts, name: &'f str) -> impl Iterator<Item = &'f str> {
    facts.everywhere(name).flat_map(|(_, fact)| fact.value.strings())
}

fn value_of(
    rule: &Rule,
    spec: &FactSpec,
    sites: &[Site],
    at: &dyn Fn(&Site) -> Context,
) -> Result<Option<Fact>, String> {
    // What only a person may choose is known all the same, where nothing else is.
    let best = sites.iter().filter(|site| !site.ask).map(|site| site.pattern).min();
    let best = best.or_else(|| sites.iter().map(|site| site.pattern).min());
    // One value: that of the preferred pattern's first match that has one, or of the first alone. A set: every match.
    let first = rule.manifest.matches.as_ref().is_some_and(|matches| matches.expect == Expect::Any);
    let asked = if first { 1 } else { sites.len() };
    let used: Vec<&Site> = match spec.kind {
        FactKind::One => sites.iter().filter(|site| Some(site.pattern) == best).take(asked).collect(),
        FactKind::Set => sites.iter().collect(),
        FactKind::Table => return table(rule, spec, sites, at),
    };
    let template = |text: &str, site: &Site| render_value(&rule.id, text, &at(site).to_value());
    // A value that comes out empty is none: so a rule says in its template that a match tells nothing.
    let mut values: Vec<(String, &Site)> = Vec::new();
    for site in used {
        let value = template(spec.value.as_deref().unwrap_or_default(), site)?;
        if !value.trim().is_empty() {
            values.push((value, site));
        }
        if spec.kind == FactKind::One && !values.is_empty() {
            break;
        }
    }
    let used: Vec<&Site> = values.iter().map(|(_, site)| *site).collect();
    let values: BTreeSet<String> =
        values.into_iter().map(|(value, _)| value).chain(spec.seed.iter().cloned()).collect();
    if values.is_empty() {
        return Ok(None);
    }
    let value = match (spec.kind, values.first()) {
        (FactKind::One, Some(value)) => FactValue::One(value.clone()),
        _ => FactValue::Set(values),
    };
    let headlines = headlines(rule, spec, used.first().map(|site| (None, *site)).into_iter(), at)?;
    let sends = sends(rule, spec, used.iter().copied(), at)?;
    let evidence = used.iter().map(|site| site.place()).collect();
    Ok(Some(Fact { headlines, sends, ..Fact::new(value, evidence) }))
}

/// The rows of a table: one per match, or with a `key` one per value of that column.
fn table(rule: &Rule, spec: &FactSpec, sites: &[Site], at: &dyn Fn(&Site) -> Context) -> Result<Option<Fact>, String> {
    let mut rows: Vec<(BTreeMap<String, String>, &Site)> = Vec::new();
    let mut sites: Vec<&Site> = sites.iter().collect();
    if spec.key.is_some() {
        sites.sort_by_key(|site| site.pattern);
    }
    let mut known = BTreeSet::new();
    for site in sites {
        let seen = at(site).to_value();
        let column = |text: &String, seen: &Value| render_value(&rule.id, text, seen);
        if let Some(text) = spec.key.as_ref().and_then(|key| spec.columns.get(key)) {
            let key = column(text, &seen)?;
            if key.is_empty() || !known.insert(key) {
                continue;
            }
        }
        let row: Result<_, String> =
            spec.columns.iter().map(|(name, text)| Ok((name.clone(), column(text, &seen)?))).collect();
        rows.push((row?, site));
    }
    if let Some(key) = &spec.key {
        rows.sort_by(|(a, _), (b, _)| a.get(key).cmp(&b.get(key)));
    }
    if rows.is_empty() {
        return Ok(None);
    }
    // The first row, or each of them to the projects that it is about.
    let told = rows[..if spec.about.is_some() { rows.len() } else { 1 }].iter();
    let about = |row: &BTreeMap<String, String>| spec.about.as_ref().and_then(|column| row.get(column)).cloned();
    let headlines = headlines(rule, spec, told.map(|(row, site)| (about(row), *site)), at)?;
    let evidence = rows.iter().map(|(_, site)| site.place()).collect();
    let sends = sends(rule, spec, rows.iter().map(|(_, site)| *site), at)?;
    let value = FactValue::Table(rows.into_iter().map(|(row, _)| row).collect());
    Ok(Some(Fact { headlines, sends, ..Fact::new(value, evidence) }))
}

/// What the app sends to others by what stands at these places.
fn sends<'s>(
    rule: &Rule,
    spec: &FactSpec,
    told: impl Iterator<Item = &'s Site>,
    at: &dyn Fn(&Site) -> Context,
) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    let Some(text) = &spec.sends else { return Ok(found) };
    for site in told {
        let lines = render_value(&rule.id, text, &at(site).to_value())?;
        found.extend(lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    Ok(found)
}

/// What the head of a report says of a fact at these places, each with the folders of the projects that it is about, if
/// that is not the fact's own. Nothing is said twice.
fn headlines<'s>(
    rule: &Rule,
    spec: &FactSpec,
    told: impl Iterator<Item = (Option<String>, &'s Site)>,
    at: &dyn Fn(&Site) -> Context,
) -> Result<Vec<(Option<String>, String)>, String> {
    let Some(text) = &spec.headline else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (about, site) in told {
        let line = render_value(&rule.id, text, &at(site).to_value())?;
        let projects = about.map_or(vec![None], |roots| roots.lines().map(|root| Some(root.to_owned())).collect());
        for headline in projects.into_iter().map(|project| (project, line.clone())) {
            if !line.trim().is_empty() && !found.contains(&headline) {
                found.push(headline);
            }
        }
    }
    Ok(found)
}
