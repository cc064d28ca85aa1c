//! Reading a pack: from the binary, or from a folder of the repository or the user.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::apps::{self, Apps};
use super::bundled::from_toml;
use super::diagnostics::Diagnostic;
pub use super::misread::toml_problem;
use super::model::{Manifest, PackManifest};
use super::names::{Named, area_manifests, take_names};
use super::rule::Rule;
use super::shapes::Shapes;
use super::vocabulary::Vocabulary;
use crate::testing::{BASES, CaseFiles, PAGE};

/// The rule format this program knows.
pub const SCHEMA: u32 = 1;

/// Rules, vocabularies and settings that belong together.
#[derive(Clone, Debug)]
pub struct Pack {
    /// `pack.toml`, read.
    pub manifest: PackManifest,
    /// The rules in the order they run.
    pub rules: Vec<Rule>,
    /// Vocabularies by name.
    pub vocabularies: Arc<BTreeMap<String, Vocabulary>>,
    /// What areas say of the apps of their frameworks.
    pub apps: Arc<Apps>,
    /// Tables by name: data that templates of several rules are made from.
    pub tables: Arc<BTreeMap<String, Json>>,
    /// Are rules of an area left out, as in the test of a single rule? What they would bring is not asked for then.
    pub partial: bool,
}

impl Pack {
    /// The facts with the places that a command may lead to: the one of that name, or those of all apps.
    pub fn places<'p>(&'p self, name: &'p str) -> Vec<&'p str> {
        match name {
            apps::BUILT => self.apps.values().flat_map(|app| &app.built).map(String::as_str).collect(),
            name => vec![name],
        }
    }
}

/// Why a pack cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Rules with mistakes, all of them at once.
    #[error("{}", render(.0))]
    Rules(Vec<Diagnostic>),
    /// The folder is no pack.
    #[error("{0}")]
    Folder(String),
}

impl PackError {
    /// The same with the folders of packs before the files in them.
    pub fn in_folders(self, folders: &[(String, BTreeSet<String>)]) -> PackError {
        match self {
            PackError::Rules(all) => PackError::Rules(all.into_iter().map(|one| one.in_folder(folders)).collect()),
            PackError::Folder(_) => self,
        }
    }
}

fn render(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

/// The files of a pack by path, as text. Test cases are left out.
pub type PackFiles = BTreeMap<String, String>;

/// Lays packs over each other: a rule of a later pack replaces the rule of the same id, whole, where
/// `overrides` allows it for those of the first; settings and stack entries of a later pack come on top.
///
/// # Errors
/// [`PackError`] with everything that is wrong in any of them.
pub fn layered(packs: Vec<PackFiles>, overrides: bool) -> Result<Pack, PackError> {
    if !overrides {
        no_overrides(&packs)?;
    }
    let mut merged = PackFiles::new();
    let mut manifests = Vec::new();
    let mut problems = Vec::new();
    for mut files in packs {
        manifests.extend(pack_manifest(&files, &mut problems));
        files.remove("pack.toml");
        let replaced: Vec<&str> = files.keys().filter_map(|path| path.strip_suffix("rule.toml")).collect();
        let goes = |path: &str| replaced.iter().any(|folder| path.starts_with(folder));
        // What a rule that stays names by its path in the pack stays with it.
        let staying: Vec<String> = merged
            .iter()
            .filter(|(path, _)| path.ends_with("/rule.toml") && !goes(path))
            .map(|(_, text)| text.clone())
            .collect();
        merged.retain(|path, _| !goes(path) || staying.iter().any(|text| text.contains(&format!("\"/{path}\""))));
        merged.extend(files);
    }
    if let Some((first, rest)) = manifests.split_first().filter(|_| !overrides) {
        let names = rest.iter().flat_map(|manifest| manifest.vars.keys());
        let taken = names.into_iter().find(|name| first.vars.contains_key(*name));
        if let Some(name) = taken {
            return Err(override_of(&format!("the name `{name}`"), "another one"));
        }
    }
    let manifest = manifests.into_iter().reduce(PackManifest::below);
    read_with(&merged, manifest.filter(|_| problems.is_empty()), problems, super::check::check)
}

/// Rules that come from elsewhere may not pass for bundled ones, nor change what those mean.
fn no_overrides(packs: &[PackFiles]) -> Result<(), PackError> {
    let Some((bundled, others)) = packs.split_first() else { return Ok(()) };
    // Each pack has a description of its own, and settings for editors.
    let own = |path: &str| path == "pack.toml" || path.starts_with('.');
    let taken = others.iter().flat_map(PackFiles::keys).filter(|path| !own(path) && bundled.contains_key(*path));
    // The rule says more than one of its files.
    let Some(path) = taken.min_by_key(|path| !path.ends_with("/rule.toml")) else { return Ok(()) };
    let what = path.strip_suffix("/rule.toml").map_or(format!("`{path}`"), |id| format!("the rule `{id}`"));
    Err(override_of(&what, "other rules"))
}

fn override_of(what: &str, by: &str) -> PackError {
    PackError::Folder(format!("{what} is bundled, and {by} would take its place; --allow-pack-overrides allows that"))
}

/// Does a path of a pack hold cases, or what they start from?
pub fn is_case_file(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with(&format!("/{PAGE}")) || path.starts_with(BASES)
}

/// The test cases of a pack in a folder. Symbolic links are not followed.
///
/// # Errors
/// [`PackError::Folder`] where the folder or a file of a case cannot be read.
pub fn folder_cases(folder: &Path) -> Result<CaseFiles, PackError> {
    let problem =
        |path: &Path, error: std::io::Error| PackError::Folder(format!("cannot read {}: {error}", path.display()));
    let mut files = CaseFiles::new();
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((at, prefix)) = pending.pop() {
        for entry in fs::read_dir(&at).map_err(|error| problem(&at, error))?.flatten() {
            let (Some(name), Ok(kind)) = (entry.file_name().to_str().map(str::to_owned), entry.file_type()) else {
                continue;
            };
            let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            if kind.is_dir() {
                pending.push((entry.path(), path));
            } else if kind.is_file() && is_case_file(&path) {
                let bytes = fs::read(entry.path()).map_err(|error| problem(&entry.path(), error))?;
                files.insert(path, bytes);
            }
        }
    }
    Ok(files)
}

/// A pack in a folder.
///
/// # Errors
/// [`PackError`] where the folder cannot be read or a rule has a mistake.
pub fn from_folder(folder: &Path) -> Result<Pack, PackError> {
    read(&folder_files(folder)?)
}

/// The files of a pack in a folder. Symbolic links are not followed.
///
/// # Errors
/// [`PackError::Folder`] where the folder cannot be read.
pub fn folder_files(folder: &Path) -> Result<PackFiles, PackError> {
    let problem =
        |path: &Path, error: std::io::Error| PackError::Folder(format!("cannot read {}: {error}", path.display()));
    let mut files = PackFiles::new();
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((at, prefix)) = pending.pop() {
        for entry in fs::read_dir(&at).map_err(|error| problem(&at, error))?.flatten() {
            let (Some(name), Ok(kind)) = (entry.file_name().to_str().map(str::to_owned), entry.file_type()) else {
                continue;
            };
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            if kind.is_dir() && name != "tests" && !name.starts_with('.') {
                pending.push((entry.path(), path));
            } else if kind.is_file()
                && !is_case_file(&path)
                && entry.metadata().is_ok_and(|meta| meta.len() <= crate::repo::SIZE_CAP)
                && let Ok(text) = fs::read_to_string(entry.path())
            {
                files.insert(path, text);
            }
        }
    }
    Ok(files)
}

/// Reads a pack from its files and checks it as a whole.
///
/// # Errors
/// [`PackError`] with everything that is wrong, not just the first.
pub fn read(files: &PackFiles) -> Result<Pack, PackError> {
    let mut problems = Vec::new();
    let manifest = pack_manifest(files, &mut problems);
    read_with(files, manifest, problems, super::check::check)
}

/// The same under the description of all packs; `None` where that has `problems`.
pub(super) fn read_with(
    files: &PackFiles,
    manifest: Option<PackManifest>,
    mut problems: Vec<Diagnostic>,
    finish: fn(Pack) -> Result<Pack, PackError>,
) -> Result<Pack, PackError> {
    let areas = area_manifests(files, &mut problems);
    let area_names: BTreeMap<&str, Named<'_>> =
        areas.iter().map(|(area, manifest)| (area.as_str(), Named::of(&manifest.vars))).collect();
    let shapes = Shapes::of(files, &mut problems);
    let mut rules = Vec::new();
    for (path, source) in files.iter().filter(|(path, _)| path.ends_with("/rule.toml")) {
        let Some(id) = path.strip_suffix("/rule.toml") else { continue };
        match from_toml::<Manifest>(path, source) {
            Ok(manifest) => {
                let prefix = format!("{id}/");
                let below =
                    files.range(prefix.clone()..).map_while(|(path, text)| Some((path.strip_prefix(&prefix)?, text)));
                // A folder below may be that of another rule.
                let is_own = |name: &str| {
                    let mut folders = name.match_indices('/').map(|(at, _)| &name[..at]);
                    name != "rule.toml"
                        && !folders.any(|folder| files.contains_key(&format!("{prefix}{folder}/rule.toml")))
                };
                let texts = below
                    .filter(|(name, _)| is_own(name))
                    .map(|(name, text)| (name.to_owned(), text.clone()))
                    .chain(shared(files, &manifest))
                    .collect();
                let mut rule = Rule {
                    id: id.to_owned(),
                    manifest,
                    source: source.clone(),
                    texts,
                    inline: BTreeMap::new(),
                    spelled: BTreeMap::new(),
                    named_outcomes: BTreeSet::new(),
                    asks_for_apps: false,
                    confined: false,
                };
                rule.take_inline();
                rule.spell(&shapes, files, &mut problems);
                if let Some(names) = id.split('/').next().and_then(|area| area_names.get(area)) {
                    take_names(&mut rule, names);
                }
                rules.push(rule);
            }
            Err(error) => problems.push(toml_problem("R001", path, source, &error)),
        }
    }
    let vocabularies = data_files::<Vocabulary>(files, "vocabulary/", &mut problems);
    let tables = data_files::<Json>(files, "tables/", &mut problems);
    match manifest {
        Some(mut manifest) if problems.is_empty() => {
            manifest.take(&areas);
            let apps: Apps = areas.into_iter().filter_map(|(name, area)| Some((name, area.app?))).collect();
            let problems = apps::check(&apps, &manifest.app, &rules, files);
            if !problems.is_empty() {
                return Err(PackError::Rules(problems));
            }
            let names = apps::names(&apps);
            manifest.vars.extend(apps::vars(&names));
            let pack_names = Named::of(&manifest.vars);
            rules.iter_mut().for_each(|rule| apps::join(rule, &apps, &names, &pack_names, files));
            finish(Pack { manifest, rules, vocabularies, tables, apps: Arc::new(apps), partial: false })
        }
        _ => Err(PackError::Rules(problems)),
    }
}

/// The data files of a folder of the pack by name.
fn data_files<T: DeserializeOwned>(
    files: &PackFiles,
    folder: &str,
    problems: &mut Vec<Diagnostic>,
) -> Arc<BTreeMap<String, T>> {
    let mut read = BTreeMap::new();
    for (path, source) in files {
        let Some(name) = path.strip_prefix(folder).and_then(|name| name.strip_suffix(".toml")) else { continue };
        match from_toml::<T>(path, source) {
            Ok(data) => drop(read.insert(name.to_owned(), data)),
            Err(error) => problems.push(toml_problem("R001", path, source, &error)),
        }
    }
    Arc::new(read)
}

/// Texts a rule names by their path in the pack: `/area/sites.scm`.
fn shared<'f>(files: &'f PackFiles, manifest: &'f Manifest) -> impl Iterator<Item = (String, String)> + 'f {
    let matches = manifest.matches.iter().map(|matches| matches.query.as_str());
    let queries = matches.chain(manifest.done.iter().map(|done| done.query.as_str()));
    let templates = manifest.edit.iter().filter_map(|edit| edit.op.template());
    let names = queries.chain(templates).filter(|name| name.starts_with('/'));
    names.filter_map(|name| Some((name.to_owned(), files.get(&name[1..])?.clone())))
}

pub(super) fn pack_manifest(files: &PackFiles, problems: &mut Vec<Diagnostic>) -> Option<PackManifest> {
    let Some(source) = files.get("pack.toml") else {
        // A folder of rules is a pack; only a pack with settings or a version of its own needs the file.
        let manifest = PackManifest {
            schema: SCHEMA,
            name: "custom".to_owned(),
            version: "0".to_owned(),
            settings: BTreeMap::new(),
            choices: BTreeMap::new(),
            vars: BTreeMap::new(),
            projects: Vec::new(),
            protected: Vec::new(),
            started: None,
            app: BTreeMap::new(),
            brings: BTreeMap::new(),
            stack: Vec::new(),
        };
        return Some(manifest);
    };
    match from_toml::<PackManifest>("pack.toml", source) {
        Ok(manifest) if manifest.schema == SCHEMA => Some(manifest),
        Ok(manifest) => {
            problems.push(Diagnostic {
                code: "R002",
                message: format!("this pack is written for rule format {}", manifest.schema),
                file: "pack.toml".to_owned(),
                source: source.clone(),
                span: source.find("schema").map_or(0..0, |at| at..at + "schema".len()),
                label: format!("this program knows format {SCHEMA}"),
                hint: Some("update the program or the pack".to_owned()),
            });
            None
        }
        Err(error) => {
            problems.push(toml_problem("R001", "pack.toml", source, &error));
            None
        }
    }
}
