//! What several operations of a rule add to one call, import or data file, or take out of one list, is laid out
//! together: one by one, each would write the new layout or the new parent again, or claim the same comma.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ops::{AddedArgument, AddedImport, AddedValue, RemovedEntry, new_file};
use crate::edit::import::{ImportContext, ensure_import};
use crate::edit::merge::{Merge, merge};
use crate::edit::{EditError, TextEdit, arguments, remove_all};
use crate::lang::Language;

/// Puts the edits for all arguments of a call in the place of those for each.
///
/// # Errors
/// [`EditError`] where the call cannot take them together.
pub fn join_arguments(added: Vec<AddedArgument>, edits: &mut BTreeMap<String, Vec<TextEdit>>) -> Result<(), EditError> {
    let mut calls: BTreeMap<(String, usize, usize), Vec<AddedArgument>> = BTreeMap::new();
    for one in added {
        let call = (one.file.path.clone(), one.call.start, one.call.end);
        calls.entry(call).or_default().push(one);
    }
    for ((path, ..), group) in calls {
        let [first, _, ..] = group.as_slice() else { continue };
        let wanted: Vec<(&str, &str)> = group.iter().map(|a| (a.argument.0.as_str(), a.argument.1.as_str())).collect();
        let together = arguments(&first.file, first.call.clone(), &wanted, first.style)?.into_edits();
        let alone = group.iter().flat_map(|one| &one.alone);
        exchange(edits.entry(path).or_default(), alone, together);
    }
    Ok(())
}

/// Puts the edits for all names from a module in the place of those for each site's.
///
/// # Errors
/// [`EditError`] where the file cannot take them together.
pub fn join_imports(added: Vec<AddedImport>, edits: &mut BTreeMap<String, Vec<TextEdit>>) -> Result<(), EditError> {
    let mut modules: BTreeMap<(String, String), Vec<AddedImport>> = BTreeMap::new();
    for one in added.into_iter().filter(|one| !one.spec.names.is_empty() && !one.alone.is_empty()) {
        modules.entry((one.file.path.clone(), one.spec.module.clone())).or_default().push(one);
    }
    for ((path, _), group) in modules {
        let Some(first) = group.first() else { continue };
        let mut spec = first.spec.clone();
        for name in group.iter().flat_map(|one| &one.spec.names) {
            if !spec.names.contains(name) {
                spec.names.push(name.clone());
            }
        }
        let alike = |one: &AddedImport| one.spec.default == spec.default && one.spec.type_only == spec.type_only;
        if spec.names == first.spec.names || !group.iter().all(alike) {
            continue;
        }
        let own = |name: &str| first.own.contains(name);
        let before = group.iter().filter_map(|one| one.before).min();
        let context = ImportContext { first_party: &own, before, first: first.first };
        let together = ensure_import(&first.file, &spec, context)?.into_edits();
        exchange(edits.entry(path).or_default(), group.iter().flat_map(|one| &one.alone), together);
    }
    Ok(())
}

/// Puts the edits for all values of a data file in the place of those for each.
///
/// # Errors
/// [`EditError`] where the values contradict each other.
pub fn join_values(
    added: Vec<AddedValue>,
    edits: &mut BTreeMap<String, Vec<TextEdit>>,
    created: &mut BTreeMap<String, String>,
) -> Result<(), EditError> {
    let mut files: BTreeMap<String, Vec<AddedValue>> = BTreeMap::new();
    for one in added {
        files.entry(one.path.clone()).or_default().push(one);
    }
    for (path, group) in files {
        let [first, _, ..] = group.as_slice() else { continue };
        let wanted: Vec<Merge> = group.iter().map(|one| one.wanted.clone()).collect();
        let text = first.text.as_deref().unwrap_or_default();
        let together = merge(Language::of_path(&path), text, &wanted)?.into_edits();
        if first.text.is_none() {
            created.insert(path, new_file("", &together)?);
        } else {
            let alone = group.iter().flat_map(|one| &one.alone);
            exchange(edits.entry(path).or_default(), alone, together);
        }
    }
    Ok(())
}

/// Puts the edits that take all entries of a file out in the place of those for each.
///
/// # Errors
/// [`EditError`] where they cannot be taken out together.
pub fn join_removals(removed: Vec<RemovedEntry>, edits: &mut BTreeMap<String, Vec<TextEdit>>) -> Result<(), EditError> {
    let mut files: BTreeMap<String, Vec<RemovedEntry>> = BTreeMap::new();
    for one in removed {
        files.entry(one.file.path.clone()).or_default().push(one);
    }
    for (path, group) in files {
        let [first, _, ..] = group.as_slice() else { continue };
        let entries: Vec<Range<usize>> = group.iter().map(|one| one.entry.clone()).collect();
        let together = remove_all(&first.file, &entries)?;
        exchange(edits.entry(path).or_default(), group.iter().flat_map(|one| &one.alone), together);
    }
    Ok(())
}

fn exchange<'e>(edits: &mut Vec<TextEdit>, alone: impl Iterator<Item = &'e TextEdit>, together: Vec<TextEdit>) {
    let alone: Vec<&TextEdit> = alone.collect();
    edits.retain(|edit| !alone.contains(&edit));
    edits.extend(together);
}
