//! From a repository to a [`Plan`]: passes until everything holds, then the assembly.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::core::{Engine, Inputs};
use super::pass::{self, Broken, Cause, Pass, Version};
use super::trail::Trail;
use crate::facts::Facts;
use crate::files::Files;
use crate::manifest::{self, Dependency, Kind};
use crate::repo::{Project, Role};
use crate::report::{Change, FileChange, Note, Outcome, Place, Plan, ProjectReport, RepoSummary};
use crate::sweep::Hits;

/// Plans a repository. Nothing is written; the only input is what `inputs` holds.
///
/// # Errors
/// A sentence where a rule is broken in a way only running it shows.
pub fn plan(inputs: Inputs<'_>) -> Result<Plan, String> {
    plan_with_record(inputs).map(|(plan, _)| plan)
}

/// Plans a repository, and says which query patterns found something on the way.
///
/// # Errors
/// A sentence where a rule is broken in a way only running it shows.
pub fn plan_with_hits(inputs: Inputs<'_>) -> Result<(Plan, Hits), String> {
    plan_with_record(inputs).map(|(plan, record)| (plan, record.engine.matcher.hits()))
}

/// What a plan was made with: for questions about single files.
pub struct Record<'a> {
    /// Projects, roles, candidates, parsed files.
    pub engine: Engine<'a>,
    /// What is known.
    pub facts: Facts,
    /// What rules looked at and found.
    pub trails: Vec<Trail>,
}

/// Plans a repository, and hands out what the plan was made with.
///
/// # Errors
/// A sentence where a rule is broken in a way only running it shows.
pub fn plan_with_record(inputs: Inputs<'_>) -> Result<(Plan, Record<'_>), String> {
    let mut engine = Engine::new(inputs)?;
    let mut suppressed = Broken::new();
    let (mut pass, applied) = loop {
        let pass = pass::run(&mut engine, BTreeMap::new(), &suppressed)?;
        let (broken, applied) = if pass.broken.is_empty() {
            unstable(&mut engine, &pass, &suppressed)?
        } else {
            (pass.broken.clone(), pass.facts.clone())
        };
        let before = suppressed.len();
        suppressed.extend(broken);
        // Every round either takes a group back or is the last.
        if suppressed.len() == before {
            break (pass, applied);
        }
    };
    if let Some(sentence) = engine.matcher.first_broken() {
        return Err(format!("{sentence}; `rules lint` shows the place"));
    }
    let (facts, trails) = (pass.facts.clone(), std::mem::take(&mut pass.trails));
    Ok((assemble(&engine, pass, &applied), Record { engine, facts, trails }))
}

/// Law 1: planning on the plan's own result changes nothing. The groups that break it, with the reason, and what is known
/// of that result.
fn unstable(engine: &mut Engine<'_>, pass: &Pass, suppressed: &Broken) -> Result<(Broken, Facts), String> {
    let result: BTreeMap<String, Arc<[u8]>> = pass
        .versions
        .iter()
        .filter_map(|(path, versions)| Some((path.clone(), versions.last()?.bytes.clone())))
        .collect();
    if result.is_empty() {
        return Ok((Broken::new(), pass.facts.clone()));
    }
    let again = pass::run(engine, result, suppressed)?;
    let mut groups = again.broken;
    for (path, versions) in again.versions {
        for version in versions {
            let reason = format!("a second run would change {path} again, so nothing of this was kept");
            groups.insert(version.group, Cause { reason, culprit: None });
        }
    }
    Ok((groups, again.facts))
}

fn assemble(engine: &Engine<'_>, pass: Pass, applied: &Facts) -> Plan {
    let changed: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    let overlay = crate::repo::Overlay::with(engine.tree, changed);
    let projects = engine
        .selected()
        .filter(|project| !project.manifests.is_empty() || project.root == engine.scope)
        .map(|project| describe(engine, project, &overlay, &pass, applied))
        .collect();
    let files = pass.versions.iter().filter_map(|(path, versions)| change(engine, path, versions)).collect();
    Plan {
        repo: RepoSummary {
            name: engine.name.to_owned(),
            root: engine.tree.root().to_owned(),
            files: engine.tree.paths().len(),
            read: engine.tree.reads(),
            parsed: engine.matcher.parsed(),
            timings: engine.clock.timings(),
            ..RepoSummary::default()
        },
        projects,
        facts: pass.facts.reports(),
        notes: notes(engine, &pass),
        rules: pass.reports,
        files,
    }
}

/// What was not taken into account, places picked in vain among it: nobody's choice is dropped in silence.
fn notes(engine: &Engine<'_>, pass: &Pass) -> Vec<Note> {
    let mut notes = engine.matcher.notes();
    let picked = engine.picked.lock().map(|picked| picked.clone()).unwrap_or_default();
    let done = |at: &Place| {
        let present = pass.reports.iter().filter(|report| report.outcome == Outcome::Present);
        present.flat_map(|report| &report.sites).any(|site| site.file == at.file)
    };
    for at in engine.settings.at.iter().filter(|at| !picked.contains(*at) && !done(at)) {
        let reason = format!("no rule has a candidate on line {}, which was picked by hand", at.line);
        notes.push(Note { file: at.file.clone(), reason });
    }
    // A project whose folder is a template's is left alone as a whole.
    let manifests = engine.projects.iter().flat_map(|project| &project.manifests);
    for manifest in manifests.filter(|path| engine.role(path) == Role::Template) {
        let reason = "its path is that of a template, which is filled in elsewhere".to_owned();
        notes.push(Note { file: manifest.clone(), reason });
    }
    notes.sort();
    notes.dedup();
    notes
}

fn describe(engine: &Engine<'_>, project: &Project, files: &dyn Files, pass: &Pass, applied: &Facts) -> ProjectReport {
    let dependencies = manifest::dependencies(files, &project.root, &project.manifests);
    let stack = engine.pack.manifest.stack.iter().filter_map(|entry| {
        let of_name: Vec<&Dependency> =
            dependencies.iter().filter(|dependency| dependency.name == entry.dependency).collect();
        let declared = of_name.iter().any(|dependency| dependency.kind != Kind::Lock);
        let version = of_name.iter().filter_map(|dependency| short_version(dependency.spec.as_deref()?)).next_back();
        declared.then(|| version.map_or_else(|| entry.label.clone(), |version| format!("{} {version}", entry.label)))
    });
    ProjectReport {
        root: project.root.clone(),
        manifests: project.manifests.clone(),
        stack: stack.collect(),
        headlines: pass.facts.headlines(&project.root),
        sends: applied.sends(&project.root),
        dependencies: dependencies
            .iter()
            .filter(|dependency| dependency.kind == Kind::Runtime)
            .map(|dependency| (dependency.name.clone(), dependency.spec.clone().unwrap_or_else(|| "any".to_owned())))
            .collect(),
    }
}

/// `3.1` of `>=3.1.0,<4`.
fn short_version(spec: &str) -> Option<String> {
    let start = spec.find(|c: char| c.is_ascii_digit())?;
    let digits: &str = spec[start..].split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
    let parts: Vec<&str> = digits.split('.').filter(|part| !part.is_empty()).take(2).collect();
    (!parts.is_empty()).then(|| parts.join("."))
}

fn change(engine: &Engine<'_>, path: &str, versions: &[Version]) -> Option<FileChange> {
    let last = versions.last()?;
    let before = engine.tree.read(path);
    let exists = before.is_some();
    let before = before.map(|bytes| bytes.to_vec()).unwrap_or_default();
    let after = last.bytes.to_vec();
    if exists && before == after {
        return None;
    }
    // Whole texts, byte-order mark included: the patch has to apply.
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let texts: Vec<(Option<(String, String)>, String)> = std::iter::once((None, text(&before)))
        .chain(versions.iter().map(|version| (Some(version.rule.clone()), text(&version.bytes))))
        .collect();
    let borrowed: Vec<(Option<(String, String)>, &str)> =
        texts.iter().map(|(rule, text)| (rule.clone(), text.as_str())).collect();
    let kind = if exists { Change::Modify } else { Change::Create };
    let executable = exists && engine.tree.is_executable(path);
    let change = FileChange::between(path, kind, &borrowed, executable);
    Some(FileChange { base: exists.then(|| (engine.blob_id)(&before)), result: (engine.blob_id)(&after), ..change })
}
