//! Which list a new requirement goes into.

use super::Manifests;
use super::model::{Family, List, is_development};
use super::pep508::normalise;
use crate::files;
use crate::manifest::{Kind, Requirement};

/// A list to edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its index in [`Manifests::lists`].
    pub list: usize,
    /// The entry beside which the new one belongs; `None` where the list names no anchor.
    pub anchor: Option<usize>,
    /// Does the list name the package already?
    pub present: bool,
}

/// The lists that have to name the package.
///
/// 1. Lists that name it already; nothing is added elsewhere then, the user has decided.
/// 2. Per manifest, the best list that names an anchor. Two hand-kept manifests that both do
///    (`requirements.txt` and `pyproject.toml`) are kept in step by hand, so both get it. A
///    `[project]` table overrules `setup.cfg` and `setup.py`, which are left alone then.
/// 3. The list that looks most like the application's own.
pub(super) fn targets(found: &Manifests, want: &Requirement) -> Vec<Target> {
    let kind = if want.dev { Kind::Dev } else { Kind::Runtime };
    let name = normalise(&want.name);
    let lists = || found.lists.iter().enumerate();

    let here = |list: &List| list.kind == Kind::Runtime || (want.dev && list.kind == Kind::Dev);
    let present: Vec<Target> = lists()
        .filter(|(_, list)| here(list) && list.named(&name).next().is_some())
        .map(|(at, _)| Target { list: at, anchor: None, present: true })
        .collect();
    if !present.is_empty() {
        return present;
    }

    let anchored = anchored(found, want, kind);
    if !anchored.is_empty() {
        return anchored;
    }
    lists()
        .filter(|(_, list)| list.kind == kind && (want.dev || list.group.is_none()))
        .min_by_key(|(at, list)| {
            (list.entries.is_empty(), want.dev && !is_for_developers(list), list.family, rank(&list.file), *at)
        })
        .map(|(at, _)| Target { list: at, anchor: None, present: false })
        .into_iter()
        .collect()
}

fn anchored(found: &Manifests, want: &Requirement, kind: Kind) -> Vec<Target> {
    let beside: Vec<String> = want.beside.iter().map(|name| normalise(name)).collect();
    // Per list: which anchor it names (the first one wanted counts most), and where.
    let named = |list: &List| {
        beside.iter().enumerate().find_map(|(weight, anchor)| {
            list.entries.iter().position(|entry| entry.name == *anchor).map(|at| (weight, at))
        })
    };
    let candidates: Vec<(usize, &List, usize, usize)> = found
        .lists
        .iter()
        .enumerate()
        .filter(|(_, list)| list.kind == kind)
        .filter_map(|(at, list)| named(list).map(|(weight, anchor)| (at, list, weight, anchor)))
        .collect();
    let Some(best) = candidates.iter().map(|(_, _, weight, _)| *weight).min() else { return Vec::new() };
    let mut chosen: Vec<Target> = Vec::new();
    for family in [Family::Pyproject, Family::Pipfile, Family::Requirements, Family::SetupCfg, Family::SetupPy] {
        if family >= Family::SetupCfg && chosen.iter().any(|t| found.lists[t.list].family == Family::Pyproject) {
            break;
        }
        let of_family = candidates.iter().filter(|(_, list, weight, _)| list.family == family && *weight == best);
        let list = of_family.min_by_key(|(at, list, ..)| (list.group.is_some(), rank(&list.file), *at));
        chosen.extend(list.map(|(at, _, _, anchor)| Target { list: *at, anchor: Some(*anchor), present: false }));
    }
    chosen
}

/// Of all lists for development, the one for developers: not the one for documentation or releases.
fn is_for_developers(list: &List) -> bool {
    let name = list.group.as_deref().unwrap_or_else(|| files::name_of(&list.file));
    matches!(list.family, Family::Pipfile) || name.to_ascii_lowercase().contains("dev")
}

/// How much a file's name says that the running application installs from it; less is more.
fn rank(path: &str) -> (usize, usize) {
    let stem = files::name_of(path).split('.').next().unwrap_or_default().to_ascii_lowercase();
    let words: Vec<&str> =
        stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !matches!(*word, "" | "requirements")).collect();
    let any = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let rank = if words.is_empty() || matches!(stem.as_str(), "pyproject" | "pipfile" | "setup") {
        0
    } else if any(&["base", "common", "main", "core", "default"]) {
        1
    } else if any(&["prod", "production", "app", "server", "web", "backend", "api", "deploy"]) {
        2
    } else if is_development(&stem) {
        4
    } else {
        3
    };
    (rank, path.matches('/').count())
}
