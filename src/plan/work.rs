//! Carries out a rule's operations: all against the same text per file, applied together, checked
//! against the laws before the overlay sees them.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::ops::{self, AddedArgument, Produced};
use super::pass::{Cause, Ending, RuleRun, Version, group_of};
use super::{Outcome, Place};
use crate::edit::laws::check_code;
use crate::edit::laws_data::{only_added, value_of};
use crate::edit::{EditError, TextEdit, arguments, splice};
use crate::lang::{Language, SourceFile};
use crate::matcher::Site;

/// What a rule wants to write, before anything is written.
#[derive(Debug, Default)]
struct Work {
    edits: BTreeMap<String, Vec<TextEdit>>,
    created: BTreeMap<String, String>,
    /// Names of the arguments and packages that edits add.
    added: BTreeSet<String>,
    sites: Vec<Place>,
    manual: Vec<String>,
    arguments: Vec<AddedArgument>,
}

/// Runs the operations of a rule over its sites.
///
/// # Errors
/// The ending of a rule that may not or cannot edit.
pub fn run(run: &mut RuleRun<'_, '_, '_>, sites: &[Site], context: &Context) -> Result<Ending, Ending> {
    let partial = run.rule.manifest.matches.as_ref().is_some_and(|matches| matches.partial);
    let (kept, left) = if partial { editable(run, sites, context)? } else { (sites.to_vec(), Vec::new()) };
    let sites = kept.as_slice();
    let work = collect(run, sites, context)?;
    let mut places = work.sites.clone();
    if places.is_empty() {
        places = sites.iter().map(Site::place).collect();
    }
    places.sort();
    places.dedup();
    let manual_rule = run.rule.manifest.edit.is_empty();
    if work.edits.is_empty() && work.created.is_empty() && !manual_rule {
        return Ok(Ending { outcome: Outcome::Present, reason: None, sites: places, manual: None });
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
        let dependencies = run.dependencies();
        manual.push(run.render(&text.text, &dependencies, sites.first()));
    }
    manual.extend(by_hand(run, &left));
    manual.retain(|text| !text.is_empty());
    let manual = (!manual.is_empty()).then(|| manual.join("\n"));
    Ok(Ending { outcome: Outcome::Applies, reason: None, sites: places, manual })
}

/// The sites every operation can work on, and for the others a line each. Where there is none of the first
/// kind, the first refusal is the rule's.
fn editable(run: &RuleRun<'_, '_, '_>, sites: &[Site], context: &Context) -> Result<(Vec<Site>, Vec<String>), Ending> {
    let (mut kept, mut left, mut first) = (Vec::new(), Vec::new(), None);
    for site in sites {
        let context = context.at(site);
        let specs = run.rule.manifest.edit.iter().filter(|spec| run.holds(&spec.when));
        let refused = specs.into_iter().find_map(|spec| ops::run(run, spec, Some(site), &context).err());
        match refused {
            None => kept.push(site.clone()),
            Some(error @ EditError::Rule(_)) => return Err(refuse(error, Some(site))),
            Some(error) => {
                let place = site.place();
                left.push(format!("{}:{} is left to you: {error}.", place.file, place.line));
                first = first.or(Some((error, site)));
            }
        }
    }
    match first {
        Some((error, site)) if kept.is_empty() => Err(refuse(error, Some(site))),
        _ => Ok((kept, left)),
    }
}

/// What a person has to do about the sites that were left.
fn by_hand(run: &RuleRun<'_, '_, '_>, left: &[String]) -> Option<String> {
    let text = run.rule.manifest.fallback.as_deref().filter(|_| !left.is_empty());
    let text = text.map(|text| run.render(text, &run.dependencies(), None)).unwrap_or_default();
    (!left.is_empty()).then(|| format!("{}\n{text}", left.join("\n")).trim_end().to_owned())
}

/// Asks every operation for its edits, all against the overlay as it is now.
fn collect(run: &RuleRun<'_, '_, '_>, sites: &[Site], context: &Context) -> Result<Work, Ending> {
    let mut work = Work::default();
    for spec in run.rule.manifest.edit.iter().filter(|spec| run.holds(&spec.when)) {
        let places: Vec<Option<&Site>> = if sites.is_empty() { vec![None] } else { sites.iter().map(Some).collect() };
        if !spec.because.is_empty() && !spec.because.iter().any(|name| work.added.contains(name)) {
            continue;
        }
        for site in places {
            let context = site.map_or_else(|| context.clone(), |site| context.at(site));
            let produced = ops::run(run, spec, site, &context).map_err(|error| refuse(error, site))?;
            for item in produced {
                match item {
                    Produced::Edits(path, edits) => {
                        work.added.extend(spec.name.clone().filter(|_| !edits.is_empty()));
                        let all = work.edits.entry(path).or_default();
                        for edit in edits {
                            if !all.contains(&edit) {
                                all.push(edit);
                            }
                        }
                    }
                    Produced::File(path, text) => drop(work.created.insert(path, text)),
                    Produced::Site(place) => work.sites.push(place),
                    Produced::Manual(text) if !work.manual.contains(&text) => work.manual.push(text),
                    Produced::Manual(_) => {}
                    Produced::Argument(added) => work.arguments.push(added),
                }
            }
        }
    }
    join_arguments(&mut work).map_err(|error| refuse(error, None))?;
    work.edits.retain(|_, edits| !edits.is_empty());
    if work.edits.is_empty() && work.created.is_empty() {
        work.manual.clear();
    }
    Ok(work)
}

/// Arguments of one call may need a new layout, which none of them knows alone.
fn join_arguments(work: &mut Work) -> Result<(), EditError> {
    let mut calls: BTreeMap<(String, usize, usize), Vec<AddedArgument>> = BTreeMap::new();
    for added in std::mem::take(&mut work.arguments) {
        let call = (added.file.path.clone(), added.call.start, added.call.end);
        calls.entry(call).or_default().push(added);
    }
    for ((path, ..), group) in calls {
        let [first, _, ..] = group.as_slice() else { continue };
        let wanted: Vec<(&str, &str)> = group.iter().map(|a| (a.argument.0.as_str(), a.argument.1.as_str())).collect();
        let together = arguments(&first.file, first.call.clone(), &wanted, first.style)?.into_edits();
        let all = work.edits.entry(path).or_default();
        all.retain(|edit| !group.iter().any(|added| added.alone.contains(edit)));
        all.extend(together);
    }
    Ok(())
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
            .and_then(|parsed| lawful(&parsed.file, edits).map(|after| parsed.file.encode(&after)));
        match after {
            Ok(bytes) => written.push((path.clone(), bytes)),
            Err(reason) => return Err(break_group(run, path, &reason)),
        }
    }
    for (path, text) in &work.created {
        let file = SourceFile::parse(path, Language::of_path(path), text.clone(), false);
        if let Some(line) = file.first_error() {
            return Err(break_group(run, path, &format!("the new file would not parse (line {line})")));
        }
        written.push((path.clone(), text.clone().into_bytes()));
    }
    Ok(written)
}

fn lawful(file: &SourceFile, edits: &[TextEdit]) -> Result<String, String> {
    let after = splice(&file.text, edits).map_err(|overlap| overlap.to_string())?;
    match file.language {
        Language::Json | Language::Toml | Language::Yaml | Language::Dotenv => {
            let before = value_of(file.language, &file.text)?;
            only_added(&before, &value_of(file.language, &after)?)?;
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
