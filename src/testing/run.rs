//! Running a case: the repository in memory, the rule with what it depends on, twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::variant::comparable;
use super::{Case, Failure, Kind, Verdict, judge};
use crate::engine::core::Inputs;
use crate::engine::make;
use crate::git::sha1_blob_id;
use crate::repo::WorkTree;
use crate::report::Plan;
use crate::rules::model::Condition;
use crate::rules::{Pack, Rule};
use crate::settings::{Settings, place_of};
use crate::sweep::Hits;

/// The name templates see for the repository of a case.
const NAME: &str = "repository";

/// Runs a case of a rule of `pack`: plans, compares, plans again on the result.
pub fn run(pack: &Pack, case: &Case) -> Verdict {
    let mut verdict = Verdict::default();
    if let Err(sentence) = plan_twice(pack, case, &mut verdict) {
        verdict.failures.push(Failure::new(Kind::Broken, sentence));
    }
    verdict
}

fn plan_twice(pack: &Pack, case: &Case, verdict: &mut Verdict) -> Result<(), String> {
    let judged = judged(pack, case)?;
    let pack = restricted(pack, &judged);
    let (first, hits) = plan(&pack, case, &case.before)?;
    verdict.hits = hits;
    verdict.outcomes =
        first.rules.iter().filter(|report| report.id == case.rule).map(|report| report.outcome).collect();
    let touched = first.files.iter().filter(|file| file.rules.iter().any(|rule| judged.contains(rule)));
    verdict.result = touched.map(|file| (file.path.clone(), file.after.clone())).collect();
    verdict.failures.extend(judge::files(case, &comparable(case, &verdict.result)));
    verdict.failures.extend(judge::report(case, &first));

    // Where nothing changed, a second run sees what the first saw.
    if first.files.is_empty() {
        return Ok(());
    }
    let mut after = case.before.clone();
    after.extend(first.files.into_iter().map(|file| (file.path, file.after)));
    let (second, _) = plan(&pack, case, &after)?;
    verdict.failures.extend(judge::second(&second));
    Ok(())
}

/// The rules a case is about.
fn judged(pack: &Pack, case: &Case) -> Result<BTreeSet<String>, String> {
    if !pack.rules.iter().any(|rule| rule.id == case.rule) {
        return Err(format!("there is no rule `{}`", case.rule));
    }
    if case.expect.only.is_empty() {
        return Ok(BTreeSet::from([case.rule.clone()]));
    }
    for name in &case.expect.only {
        let one = Settings { only: vec![name.clone()], ..Settings::default() };
        if !pack.rules.iter().any(|rule| one.selects(&rule.id)) {
            return Err(format!("`only` names `{name}`, and there is no such rule"));
        }
    }
    let settings = Settings { only: case.expect.only.clone(), ..Settings::default() };
    Ok(pack.rules.iter().map(|rule| rule.id.clone()).filter(|id| settings.selects(id)).collect())
}

/// A pack without the rules that have nothing to do with `wanted`: facts stay, since facts edit nothing.
fn restricted(pack: &Pack, wanted: &BTreeSet<String>) -> Pack {
    let mut kept = wanted.clone();
    let mut pending: Vec<String> = wanted.iter().cloned().collect();
    while let Some(id) = pending.pop() {
        let Some(rule) = pack.rules.iter().find(|rule| rule.id == id) else { continue };
        let new = asked_for(rule).filter(|id| kept.insert((*id).to_owned())).map(str::to_owned);
        pending.extend(new.collect::<Vec<_>>());
    }
    let (rules, others): (Vec<&Rule>, Vec<&Rule>) =
        pack.rules.iter().partition(|rule| rule.is_fact() || kept.contains(&rule.id));
    let area = |rule: &&Rule| rule.id.split('/').next().map(str::to_owned);
    let areas: BTreeSet<_> = rules.iter().filter(|rule| !rule.is_fact()).map(area).collect();
    let partial = others.iter().any(|rule| areas.contains(&area(rule)));
    let rules = rules.into_iter().cloned().collect();
    Pack { rules, partial, ..pack.clone() }
}

/// The rules whose outcome a rule asks for.
fn asked_for(rule: &Rule) -> impl Iterator<Item = &str> {
    let conditions = rule.manifest.conditions().flat_map(|conditions| &conditions.0);
    let ids =
        conditions.filter_map(|condition| if let Condition::Rule { ids, .. } = condition { Some(ids) } else { None });
    ids.flatten().map(String::as_str).chain(rule.outcomes())
}

fn plan(pack: &Pack, case: &Case, files: &BTreeMap<String, Vec<u8>>) -> Result<(Plan, Hits), String> {
    let ignored = ignored(files)?;
    let is_ignored = |path: &str| ignored.matched_path_or_any_parents(path, false).is_ignore();
    let paths = files.keys().filter(|path| !is_ignored(path)).map(|path| (path.clone(), false)).collect();
    let contents = files.clone();
    let tree = WorkTree::committed(Path::new(NAME), paths, Box::new(move |path| contents.get(path).cloned()));
    let mut settings = Settings { values: case.expect.set.clone(), ..Settings::default() };
    let tested = pack.rules.iter().filter(|rule| rule.id == case.rule).filter_map(|rule| rule.manifest.fact.as_ref());
    settings.facts = tested.map(|fact| fact.name.clone()).chain(case.expect.facts.keys().cloned()).collect();
    for place in &case.expect.at {
        settings.at.push(place_of(place).map_err(|error| error.to_string())?);
    }
    let settings = settings
        .over_file(&tree)
        .and_then(|settings| settings.over_defaults(&pack.manifest.settings, &pack.manifest.choices));
    let settings = settings.map_err(|error| error.to_string())?;
    make::plan_with_hits(Inputs {
        tree: &tree,
        scope: ".",
        name: NAME,
        host: &case.expect.host,
        pack,
        settings: &settings,
        ignored: &is_ignored,
        blob_id: &|bytes| sha1_blob_id(bytes).unwrap_or_default(),
        begun: &|_| (),
    })
}

/// The `.gitignore` files of a case, as git would read them.
fn ignored(files: &BTreeMap<String, Vec<u8>>) -> Result<Gitignore, String> {
    let mut builder = GitignoreBuilder::new("");
    for (path, bytes) in files.iter().filter(|(path, _)| path.as_str() == ".gitignore") {
        for line in String::from_utf8_lossy(bytes).lines() {
            builder.add_line(None, line).map_err(|error| format!("{path} does not parse: {error}"))?;
        }
    }
    builder.build().map_err(|error| error.to_string())
}
