//! Reading a pack: from the binary, or from a folder of the repository or the user.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use toml_edit::de::from_str;

use super::diagnostics::Diagnostic;
use super::model::{Manifest, PackManifest};
use super::testing::CaseFiles;
use super::vocabulary::Vocabulary;

static BUNDLED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The rule format this program knows.
pub const SCHEMA: u32 = 1;

/// A rule: its manifest and the texts beside it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The folder's path in the pack: `area/name`.
    pub id: String,
    /// `rule.toml`, read.
    pub manifest: Manifest,
    /// `rule.toml` as written, for diagnostics.
    pub source: String,
    /// The other files of the folder (queries and templates) by name.
    pub texts: BTreeMap<String, String>,
}

impl Rule {
    /// Is this a rule that writes a fact rather than files?
    pub fn is_fact(&self) -> bool {
        self.manifest.fact.is_some()
    }

    /// The rules whose outcome its texts ask for: `outcomes("area/name")`.
    pub fn outcomes(&self) -> BTreeSet<&str> {
        let texts = std::iter::once(&self.source).chain(self.texts.values());
        let asked = texts.flat_map(|text| text.split("outcomes(").skip(1));
        let literal = |rest: &'_ str| -> Option<usize> { rest.get(1..)?.find(rest.chars().next()?) };
        asked.filter(|rest| rest.starts_with(['"', '\''])).filter_map(|rest| rest.get(1..1 + literal(rest)?)).collect()
    }
}

/// Rules, vocabularies and settings that belong together.
#[derive(Clone, Debug)]
pub struct Pack {
    /// `pack.toml`, read.
    pub manifest: PackManifest,
    /// The rules in the order they run.
    pub rules: Vec<Rule>,
    /// Vocabularies by name.
    pub vocabularies: Arc<BTreeMap<String, Vocabulary>>,
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

fn render(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

/// The files of a pack by path, as text. Test cases are left out.
pub type PackFiles = BTreeMap<String, String>;

/// Lays packs over each other: a rule of a later pack replaces the rule of the same id, whole; settings
/// and stack entries of a later pack come on top.
///
/// # Errors
/// [`PackError`] with everything that is wrong in any of them.
pub fn layered(packs: Vec<PackFiles>) -> Result<Pack, PackError> {
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
    if !problems.is_empty() {
        return Err(PackError::Rules(problems));
    }
    let mut pack = read(&merged)?;
    let mut manifests = manifests.into_iter();
    if let Some(first) = manifests.next() {
        pack.manifest = first;
    }
    for manifest in manifests {
        pack.manifest.settings.extend(manifest.settings);
        pack.manifest.projects.extend(manifest.projects);
        let known = pack.manifest.stack.clone();
        pack.manifest.stack.extend(manifest.stack.into_iter().filter(|entry| !known.contains(entry)));
        pack.manifest.vars.extend(manifest.vars);
    }
    Ok(pack)
}

/// The pack inside the binary, with others laid over it.
///
/// # Errors
/// [`PackError`] with everything that is wrong in the others; the tests check the bundled rules, so that no run has to.
pub fn bundled_with(others: Vec<PackFiles>) -> Result<Pack, PackError> {
    if others.is_empty() {
        return read_with(&bundled_files(), super::check::in_order);
    }
    layered(std::iter::once(bundled_files()).chain(others).collect())
}

/// The files of the pack inside the binary.
pub fn bundled_files() -> PackFiles {
    let mut files = PackFiles::new();
    let mut pending = vec![&BUNDLED];
    while let Some(folder) = pending.pop() {
        pending.extend(folder.dirs().filter(|dir| dir.path().file_name().is_none_or(|name| name != "tests")));
        for file in folder.files() {
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                files.insert(path.replace('\\', "/"), text.to_owned());
            }
        }
    }
    files
}

/// The test cases of the pack inside the binary.
pub fn bundled_cases() -> CaseFiles {
    let mut files = CaseFiles::new();
    let mut pending = vec![&BUNDLED];
    while let Some(folder) = pending.pop() {
        pending.extend(folder.dirs());
        for file in folder.files() {
            if let Some(path) = file.path().to_str().map(|path| path.replace('\\', "/"))
                && path.contains("/tests/")
            {
                files.insert(path, file.contents().to_vec());
            }
        }
    }
    files
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
            } else if kind.is_file() && path.contains("/tests/") {
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
    read_with(files, super::check::check)
}

fn read_with(files: &PackFiles, finish: fn(Pack) -> Result<Pack, PackError>) -> Result<Pack, PackError> {
    let mut problems = Vec::new();
    let manifest = pack_manifest(files, &mut problems);
    let mut rules = Vec::new();
    for (path, source) in files.iter().filter(|(path, _)| path.ends_with("/rule.toml")) {
        let Some(id) = path.strip_suffix("/rule.toml") else { continue };
        match from_str::<Manifest>(source) {
            Ok(manifest) => {
                let prefix = format!("{id}/");
                let texts = files
                    .iter()
                    .filter_map(|(path, text)| Some((path.strip_prefix(&prefix)?.to_owned(), text.clone())))
                    .filter(|(name, _)| name != "rule.toml")
                    .chain(shared(files, &manifest))
                    .collect();
                rules.push(Rule { id: id.to_owned(), manifest, source: source.clone(), texts });
            }
            Err(error) => problems.push(toml_problem("R001", path, source, &error)),
        }
    }
    let mut vocabularies = BTreeMap::new();
    for (path, source) in files {
        let Some(name) = path.strip_prefix("vocabulary/").and_then(|name| name.strip_suffix(".toml")) else { continue };
        match from_str::<Vocabulary>(source) {
            Ok(vocabulary) => drop(vocabularies.insert(name.to_owned(), vocabulary)),
            Err(error) => problems.push(toml_problem("R001", path, source, &error)),
        }
    }
    match manifest {
        Some(manifest) if problems.is_empty() => finish(Pack { manifest, rules, vocabularies: Arc::new(vocabularies) }),
        _ => Err(PackError::Rules(problems)),
    }
}

/// Texts a rule names by their path in the pack: `/area/sites.scm`.
fn shared<'f>(files: &'f PackFiles, manifest: &'f Manifest) -> impl Iterator<Item = (String, String)> + 'f {
    let queries =
        manifest.matches.iter().map(|matches| &matches.query).chain(manifest.done.iter().map(|done| &done.query));
    let templates = manifest.edit.iter().filter_map(|edit| edit.template.as_ref());
    let names = queries.chain(templates).filter(|name| name.starts_with('/'));
    names.filter_map(|name| Some((name.clone(), files.get(&name[1..])?.clone())))
}

fn pack_manifest(files: &PackFiles, problems: &mut Vec<Diagnostic>) -> Option<PackManifest> {
    let Some(source) = files.get("pack.toml") else {
        // A folder of rules is a pack; only a pack with settings or a version of its own needs the file.
        let manifest = PackManifest {
            schema: SCHEMA,
            name: "custom".to_owned(),
            version: "0".to_owned(),
            settings: BTreeMap::new(),
            vars: BTreeMap::new(),
            projects: Vec::new(),
            stack: Vec::new(),
        };
        return Some(manifest);
    };
    match from_str::<PackManifest>(source) {
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

/// A mistake in a TOML file, with the nearest known word where one is misspelt.
pub fn toml_problem(code: &'static str, path: &str, source: &str, error: &toml_edit::de::Error) -> Diagnostic {
    let message = error.message().trim().to_owned();
    // "unknown field `x`, expected one of `a`, `b`": offer the nearest instead of all of them.
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let hint = match quoted.split_first() {
        Some((word, rest)) if message.starts_with("unknown field") || message.starts_with("unknown variant") => {
            super::diagnostics::nearest(word, rest.iter().copied()).map(|near| format!("did you mean `{near}`?"))
        }
        _ => None,
    };
    let short = message.split(", expected").next().unwrap_or_default().to_owned();
    Diagnostic {
        code,
        label: if hint.is_some() { "not known here".to_owned() } else { "here".to_owned() },
        message: if hint.is_some() { short } else { message },
        file: path.to_owned(),
        source: source.to_owned(),
        span: error.span().unwrap_or(0..0),
        hint,
    }
}
