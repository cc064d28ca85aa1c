//! Carries out a rule's operations: all against the same text per file, applied together, checked
//! against the laws before the overlay sees them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::context::{Context, describe};
use super::ops::{self, Produced};
use super::pass::{Cause, Version, group_of};
use super::rule_run::{Ending, RuleRun};
use super::together::{join_arguments, join_imports, join_removals, join_values};
use crate::edit::laws::check_code;
use crate::edit::laws_data::{no_key_twice, only_added, value_of, without};
use crate::edit::{EditError, TextEdit, splice};
use crate::lang::data::Step;
use crate::lang::{Language, SourceFile};
use crate::report::{Outcome, Place, SiteNote};
use crate::rules::Rule;
use crate::rules::model::Expect;
use crate::sweep::Site;

/// What a rule wants to write, before anything is written.
#[derive(Debug, Default)]
struct Work {
    edits: BTreeMap<String, Vec<TextEdit>>,
    created: BTreeMap<String, String>,
    /// What data files lack from now on, and where it stood.
    gone: BTreeMap<String, Vec<(usize, Vec<Step>)>>,
    /// Names of the arguments and packages that edits add.
    added: BTreeSet<String>,
    sites: Vec<Place>,
    manual: Vec<String>,
}

/// Every edit is worked out in the text of its file, so many of them in a long file take long. At so many bytes of
/// text, all edits of a rule together, nobody would read them either: 160 places of a file of 200 kB.
const MOST_TEXT: usize = 32 << 20;

/// Runs the operations of a rule over its sites.
///
/// # Errors
/// The ending of a rule that may not or cannot edit.
pub fn run(
    run: &mut RuleRun<'_, '_, '_>,
    sites: &[Site],
    context: &Context,
    notes: Vec<SiteNote>,
) -> Result<Ending, Ending> {
    let text: usize = sites.iter().map(|site| site.file.text.len()).sum();
    if text > MOST_TEXT && !run.rule.manifest.edit.is_empty() {
        let places = sites.iter().map(Site::place).take(1).collect();
        let reason = format!("it fits {} places of files this long, more than anybody would review", sites.len());
        return Err(Ending { sites: places, ..Ending::new(Outcome::Unsupported, reason) });
    }
    let (work, kept) = collect_possible(run, sites, context)?;
    let sites = kept.as_slice();
    let mut places = work.sites.clone();
    if places.is_empty() {
        places = sites.iter().map(Site::place).collect();
    }
    places.sort();
    places.dedup();
    let notes: Vec<SiteNote> = notes.into_iter().filter(|note| places.iter().any(|place| note.is_at(place))).collect();
    let manual_rule = run.rule.manifest.edit.is_empty();
    if work.edits.is_empty() && work.created.is_empty() && !manual_rule {
        if work.manual.is_empty() {
            return Ok(ending(Outcome::Present, places, None, notes));
        }
        let left = ending(Outcome::Unsupported, places, Some(work.manual.join("\n")), notes);
        return Ok(Ending { reason: Some("there is nothing to edit for it".to_owned()), ..left });
    }
    let written = check(run, &work)?;
    let group = group_of(run.rule, &run.project.root);
    let author = (run.rule.id.clone(), run.project.root.clone());
    for (path, bytes) in written {
        run.overlay.write(&path, bytes.clone());
        run.pass.forget(&path);
        let version = Version { rule: author.clone(), group: group.clone(), bytes: bytes.into() };
        run.pass.versions.entry(path).or_default().push(version);
    }
    let mut manual = work.manual;
    if let Some(text) = run.rule.manifest.manual.as_ref().filter(|manual| run.holds(&manual.when)) {
        let context = run.context(&run.dependencies()).with("notes", json!(notes));
        let mut of_sites: Vec<Context> = sites.iter().map(|site| run.at(&context, site)).collect();
        if of_sites.is_empty() {
            of_sites.push(context);
        }
        for step in of_sites.iter().map(|context| run.said(&text.text, context)) {
            // What is the same for all places is said once.
            if !manual.contains(&step) {
                manual.push(step);
            }
        }
    }
    manual.retain(|text| !text.is_empty());
    let manual = (!manual.is_empty()).then(|| manual.join("\n"));
    Ok(ending(Outcome::Applies, places, manual, notes))
}

fn ending(outcome: Outcome, sites: Vec<Place>, manual: Option<String>, notes: Vec<SiteNote>) -> Ending {
    Ending { outcome, reason: None, sites, manual, notes, apart: Box::default() }
}

/// Collects the work; where every site stands on its own, one that cannot be edited is left to a person
/// with the reason, and the others go on.
fn collect_possible(run: &RuleRun<'_, '_, '_>, sites: &[Site], context: &Context) -> Result<(Work, Vec<Site>), Ending> {
    let apart = run.rule.manifest.matches.as_ref().is_some_and(|matches| matches.expect.apart());
    let (mut sites, mut left) = (sites.to_vec(), Vec::new());
    loop {
        match collect(run, &sites, context) {
            Ok(mut work) => {
                if !work.edits.is_empty() || !work.created.is_empty() {
                    let text = run.rule.manifest.fallback.as_deref().filter(|_| !left.is_empty());
                    let context = run.context(&run.dependencies()).with("outcome", json!(Outcome::Unsupported.word()));
                    work.manual.extend(by_reason(&left));
                    work.manual.extend(text.map(|text| run.said(text, &context)));
                }
                return Ok((work, sites));
            }
            Err(ending) => match ending.sites.first().cloned() {
                Some(place) if apart && ending.outcome == Outcome::Unsupported && sites.len() > 1 => {
                    sites.retain(|site| site.place() != place);
                    let reason = ending.reason.unwrap_or_else(|| "it has a shape this rule does not edit".to_owned());
                    left.push((reason, place));
                }
                _ => return Err(ending),
            },
        }
    }
}

/// Places named before the rest is only counted.
const MOST_LEFT: usize = 5;

/// A line for every reason why places were left out.
fn by_reason(left: &[(String, Place)]) -> Vec<String> {
    let mut reasons: Vec<&str> = Vec::new();
    reasons.extend(left.iter().map(|(reason, _)| reason.as_str()));
    reasons.sort_unstable();
    reasons.dedup();
    let line = |reason: &str| {
        let places: Vec<String> = left
            .iter()
            .filter(|(other, _)| other == reason)
            .map(|(_, place)| format!("{}:{}", place.file, place.line))
            .collect();
        let verb = if places.len() == 1 { "was" } else { "were" };
        let more = places.len().saturating_sub(MOST_LEFT);
        let named = places[..places.len() - more].join(", ");
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        format!("{named}{more} {verb} left out: {reason}")
    };
    reasons.into_iter().map(line).collect()
}

/// Is a file one that this rule may not write?
fn is_protected(run: &RuleRun<'_, '_, '_>, path: &str) -> bool {
    // Some systems take names that differ in the case of their letters for one.
    let path = path.to_lowercase();
    run.rule.confined && run.engine.protected.iter().any(|glob| glob.is_match(&path))
}

/// Asks every operation for its edits, all against the overlay as it is now.
fn collect(run: &RuleRun<'_, '_, '_>, sites: &[Site], context: &Context) -> Result<Work, Ending> {
    let mut work = Work::default();
    let (mut arguments, mut imports, mut values, mut removed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let context = &with_sites(run, sites, context);
    for spec in run.rule.manifest.edit.iter().filter(|spec| run.holds(&spec.when)) {
        let places: Vec<Option<&Site>> = if sites.is_empty() { vec![None] } else { sites.iter().map(Some).collect() };
        if !spec.because.is_empty() && !spec.because.iter().any(|name| work.added.contains(name)) {
            continue;
        }
        for site in places {
            let context = site.map_or_else(|| context.clone(), |site| run.at(context, site));
            let produced = ops::run(run, spec, site, &context, &work.created).map_err(|error| refuse(error, site))?;
            for item in produced {
                match item {
                    Produced::Edits(path, edits) => {
                        work.added.extend(spec.op.adds().filter(|_| !edits.is_empty()).map(str::to_owned));
                        let all = work.edits.entry(path).or_default();
                        for edit in edits {
                            if !all.contains(&edit) {
                                all.push(edit);
                            }
                        }
                    }
                    Produced::File(path, text) => drop(work.created.insert(path, text)),
                    Produced::Gone(path, start, steps) => work.gone.entry(path).or_default().push((start, steps)),
                    Produced::Site(place) => work.sites.push(place),
                    Produced::Manual(text) if !work.manual.contains(&text) => work.manual.push(text),
                    Produced::Manual(_) => {}
                    Produced::Argument(added) => arguments.push(added),
                    Produced::Import(added) => imports.push(added),
                    Produced::Value(added) => values.push(added),
                    Produced::Removed(entry) => removed.push(entry),
                }
            }
        }
    }
    join_arguments(arguments, &mut work.edits)
        .and_then(|()| join_imports(imports, &mut work.edits))
        .and_then(|()| join_values(values, &mut work.edits, &mut work.created))
        .and_then(|()| join_removals(removed, &mut work.edits))
        .map_err(|error| refuse(error, None))?;
    work.edits.retain(|_, edits| !edits.is_empty());
    if let Some(path) = work.edits.keys().chain(work.created.keys()).find(|path| is_protected(run, path)) {
        return Err(Ending::new(
            Outcome::Conflict,
            format!("a rule of the repository may not write {path}; --trust-repository-rules allows it"),
        ));
    }
    // Nothing to add, and nothing to do with it; but what could not be added is still to be done.
    if work.edits.is_empty() && work.created.is_empty() && !says_what_else(run.rule) {
        work.manual.clear();
    }
    Ok(work)
}

/// Does a rule say for each of its operations what to do where it cannot edit? Nothing hangs on it then.
pub(super) fn says_what_else(rule: &Rule) -> bool {
    let edits = &rule.manifest.edit;
    !edits.is_empty() && edits.iter().all(|edit| edit.otherwise.is_some())
}

/// A rule that works on all sites of one file can ask about them together: `sites`.
fn with_sites(run: &RuleRun<'_, '_, '_>, sites: &[Site], context: &Context) -> Context {
    let expect = run.rule.manifest.matches.as_ref().map(|matches| matches.expect);
    if expect != Some(Expect::File) {
        return context.clone();
    }
    let all: Vec<Json> = sites.iter().map(describe).collect();
    context.with("sites", Json::from(all))
}

fn refuse(error: EditError, site: Option<&Site>) -> Ending {
    let outcome = match error {
        EditError::Unsupported(_) => Outcome::Unsupported,
        EditError::Conflict(_) | EditError::Rule(_) => Outcome::Conflict,
    };
    Ending { sites: site.map(Site::place).into_iter().collect(), ..Ending::new(outcome, error.to_string()) }
}

/// Applies the edits and holds every result against the laws. Nothing is written yet, so a file that
/// fails leaves no trace of the rule; its group is taken back by the caller.
fn check(run: &mut RuleRun<'_, '_, '_>, work: &Work) -> Result<Vec<(String, Vec<u8>)>, Ending> {
    let mut written = Vec::new();
    for (path, edits) in &work.edits {
        let after = run
            .engine
            .matcher
            .parse(&*run.overlay, path)
            .ok_or_else(|| format!("{path} cannot be read as text"))
            .and_then(|parsed| {
                let gone = work.gone.get(path).map(Vec::as_slice).unwrap_or_default();
                lawful(&parsed.file, edits, gone).map(|after| parsed.file.encode(&after))
            });
        match after {
            Ok(bytes) => written.push((path.clone(), bytes)),
            Err(reason) => return Err(break_group(run, path, &reason)),
        }
    }
    for (path, text) in &work.created {
        let file = SourceFile::parse_again(path, Language::of_path(path), text.clone(), false);
        if let Some(line) = file.first_error() {
            return Err(break_group(run, path, &format!("the new file would not parse (line {line})")));
        }
        written.push((path.clone(), text.clone().into_bytes()));
    }
    Ok(written)
}

fn lawful(file: &SourceFile, edits: &[TextEdit], gone: &[(usize, Vec<Step>)]) -> Result<String, String> {
    let after = splice(&file.text, edits).map_err(|overlap| overlap.to_string())?;
    match file.language {
        Language::Json | Language::Toml | Language::Yaml | Language::Dotenv => {
            let before = without(value_of(file.language, &file.text)?, gone);
            only_added(&before, &value_of(file.language, &after)?)?;
            no_key_twice(file.language, &file.text, &after)?;
        }
        Language::Text => {}
        _ => check_code(file, &after, edits)?,
    }
    Ok(after)
}

/// A law is broken: whatever the group did so far has to go too.
fn break_group(run: &mut RuleRun<'_, '_, '_>, path: &str, reason: &str) -> Ending {
    let group = group_of(run.rule, &run.project.root);
    let sentence = format!("{path} was left alone with everything that belongs to it: {reason}");
    run.pass.broken.insert(group, Cause { reason: sentence.clone(), culprit: None });
    Ending::new(Outcome::Conflict, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_left_out_for_one_reason_are_one_line() {
        let place = |line| Place { file: "a.py".to_owned(), line };
        let left: Vec<(String, Place)> = (1..8).map(|line| ("it is a loop".to_owned(), place(line))).collect();
        let other = ("it is a lambda".to_owned(), place(9));
        assert_eq!(
            by_reason(&[left, vec![other]].concat()),
            [
                "a.py:9 was left out: it is a lambda",
                "a.py:1, a.py:2, a.py:3, a.py:4, a.py:5 and 2 more were left out: it is a loop"
            ]
        );
    }
}
