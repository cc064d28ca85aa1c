//! Python manifests: `pyproject.toml`, requirements files, `Pipfile`, `setup.cfg` and `setup.py`.

mod choose;
mod elsewhere;
mod ensure;
mod locks;
mod model;
mod pep508;
mod raised;
mod requirements;
mod setup;
mod table;
mod toml;

use crate::files;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub(super) use ensure::ensure;
pub(super) use pep508::normalise;

use super::{Dependency, Ecosystem, Kind};
use crate::files::Decode;
use crate::files::Files;
use model::List;

/// How many requirements files one project may include, one by the other.
const INCLUDES: usize = 64;

/// Everything a project's Python manifests say.
#[derive(Debug, Default)]
pub(crate) struct Manifests {
    /// Every list of requirements, in the order the manifests were given; includes last.
    pub lists: Vec<List>,
    /// Poetry: the extras, as lists of names.
    pub extras: Vec<List>,
    /// Requirements files a tool writes, with the command in their header.
    pub compiled: Vec<(String, String)>,
    /// Manifests nobody could read, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// A `[project]` table without `dependencies`, and where its last key ends.
    pub bare_project: Option<(String, usize)>,
    /// The text of each file in `lists`.
    pub texts: BTreeMap<String, String>,
}

/// What the manifests and lock files of a project declare.
pub(super) fn dependencies(files: &dyn Files, project: &str, manifests: &[String]) -> Vec<Dependency> {
    let found = collect(files, project, manifests);
    let mut all = Vec::new();
    for list in &found.lists {
        all.extend(list.entries.iter().map(|entry| Dependency {
            name: entry.name.clone(),
            spec: entry.spec.clone(),
            extras: entry.extras.clone(),
            file: list.file.clone(),
            line: entry.line,
            kind: list.kind,
            ecosystem: Ecosystem::Python,
        }));
    }
    if !found.texts.is_empty() {
        all.extend(locks::read(files, project));
    }
    all
}

/// Reads a project's Python manifests and everything they include.
pub(crate) fn collect(files: &dyn Files, project: &str, manifests: &[String]) -> Manifests {
    let mut found = Manifests::default();
    let mut pending: VecDeque<(String, bool)> = VecDeque::new();
    for path in own_or_nearest(files, project, manifests) {
        let folder = files::folder_of(&path).to_owned();
        let name = files::name_of(&path);
        if !matches!(name, "pyproject.toml" | "Pipfile" | "setup.cfg" | "setup.py") {
            pending.push_back((path, false));
            continue;
        }
        let Some(text) = found.text(files, &path) else { continue };
        let named = match name {
            "setup.cfg" | "setup.py" => {
                let read = if name == "setup.cfg" { setup::cfg(&path, &text) } else { setup::script(&path, &text) };
                match read.error {
                    Some(line) => {
                        found.unreadable.push((path.clone(), format!("it has a syntax error in line {line}")))
                    }
                    None => found.lists.extend(read.lists),
                }
                read.files
            }
            _ => {
                let read = if name == "Pipfile" { toml::pipfile(&path, &text) } else { toml::pyproject(&path, &text) };
                match read {
                    Ok(read) => {
                        found.lists.extend(read.lists);
                        found.extras.extend(read.extras);
                        found.bare_project = read.project_end.map(|end| (path.clone(), end)).or(found.bare_project);
                        read.files
                    }
                    Err(reason) => {
                        found.unreadable.push((path.clone(), reason));
                        continue;
                    }
                }
            }
        };
        let named = named.iter().filter_map(|file| requirements::resolve(&folder, file));
        pending.extend(named.filter(|file| files.exists(file)).map(|file| (file, false)));
    }
    found.follow(files, project, pending);
    found
}

/// The project's own Python manifests; for a folder without any manifest at all, those of the nearest above.
fn own_or_nearest(files: &dyn Files, project: &str, manifests: &[String]) -> Vec<String> {
    const NAMES: [&str; 6] =
        ["pyproject.toml", "Pipfile", "requirements.in", "requirements.txt", "setup.cfg", "setup.py"];
    let own: BTreeSet<String> =
        manifests.iter().filter(|path| files::name_of(path) != "package.json").cloned().collect();
    if !manifests.is_empty() {
        return own.into_iter().collect();
    }
    let mut folder = project;
    while folder != "." {
        folder = files::folder_of(folder);
        let near: Vec<String> =
            NAMES.iter().map(|name| files::join(folder, name)).filter(|path| files.exists(path)).collect();
        if !near.is_empty() {
            return near;
        }
    }
    Vec::new()
}

impl Manifests {
    /// The text of a manifest, remembered; a file nobody can read is noted.
    fn text(&mut self, files: &dyn Files, path: &str) -> Option<String> {
        match files.read(path).map(|bytes| files::decode(&bytes)) {
            Some(Decode::Text { text, .. }) => {
                self.texts.insert(path.to_owned(), text.clone());
                Some(text)
            }
            Some(Decode::Unreadable(reason)) => {
                self.unreadable.push((path.to_owned(), reason.to_owned()));
                None
            }
            None => None,
        }
    }

    /// Reads requirements files and what they include, each once.
    fn follow(&mut self, files: &dyn Files, project: &str, mut pending: VecDeque<(String, bool)>) {
        let mut seen = BTreeSet::new();
        while let Some((path, constraint)) = pending.pop_front() {
            if seen.len() >= INCLUDES || !seen.insert(path.clone()) {
                continue;
            }
            let path = files.link(&path).unwrap_or(path);
            if self.texts.contains_key(&path) {
                continue;
            }
            let Some(text) = self.text(files, &path) else { continue };
            let folder = files::folder_of(&path);
            let mut read = requirements::read(&path, project, &text, files.exists(&files::join(folder, "Pipfile")));
            let source = path.strip_suffix(".txt").map(|stem| format!("{stem}.in"));
            let compiled = read.command.is_some() || source.is_some_and(|source| files.exists(&source));
            if compiled || is_exported(&read.list, files, project) {
                read.list.kind = Kind::Lock;
                self.compiled.push((path.clone(), read.command.unwrap_or_default()));
            } else if constraint {
                read.list.kind = Kind::Constraint;
            }
            self.lists.push(read.list);
            // Constraints wait: a file that is also a list of requirements is one.
            for include in read.includes {
                if include.1 { pending.push_back(include) } else { pending.push_front(include) }
            }
        }
    }
}

/// `poetry export` leaves no header, but pins everything and marks everything.
fn is_exported(list: &List, files: &dyn Files, project: &str) -> bool {
    let pinned = |entry: &model::Entry| entry.marker && entry.spec.as_deref().is_some_and(|s| s.starts_with("=="));
    list.entries.len() > 1
        && list.entries.iter().all(|entry| pinned(entry) || entry.url)
        && files.exists(&files::join(project, "poetry.lock"))
}
