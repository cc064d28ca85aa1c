//! Dependency manifests: what a project depends on, and how one more dependency gets in.
//!
//! Reading is tolerant: a manifest that cannot be read contributes nothing. Writing is careful: only
//! a file that people keep by hand is edited, by the fewest bytes that do it; lock files and compiled
//! requirements files are left to their tools, and the command to run is handed back.

mod catalog;
pub mod conventions;
mod insert;
mod node;
mod node_locks;
mod python;
mod steps;
pub mod tsconfig;
mod version;

#[cfg(test)]
mod tests;

use crate::edit::{EditError, TextEdit};
use crate::files;
use crate::files::Files;
use crate::lang::data::Step;

pub use version::Match;
pub(crate) use version::is_spec;

/// Whose packages a manifest names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ecosystem {
    /// The Python package index, whatever the tool.
    Python,
    /// The npm registry, whatever the tool.
    Npm,
}

/// What a dependency is declared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The application itself.
    Runtime,
    /// Tests, documentation, linting and the like.
    Dev,
    /// Written by a tool: a lock file or a compiled requirements file, transitive packages included.
    Lock,
    /// A constraints file: bounds a version, installs nothing.
    Constraint,
}

/// One declared dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The name: in the normal form of PEP 503 for Python, as it is for npm.
    pub name: String,
    /// The version or specifier as written, without extras.
    pub spec: Option<String>,
    /// The extras as written.
    pub extras: Vec<String>,
    /// Repository-relative manifest.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// What it is for.
    pub kind: Kind,
    /// Whose package it is.
    pub ecosystem: Ecosystem,
}

/// A dependency that has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Whose package it is.
    pub ecosystem: Ecosystem,
    /// The name as it should be written.
    pub name: String,
    /// Extras it must have (Python).
    pub extras: Vec<String>,
    /// The lowest version that will do.
    pub at_least: String,
    /// The version to name in a list that pins every package to one; `at_least` where nothing is said.
    pub pin: Option<String>,
    /// npm: the operator in front of it; `^` where nothing is said.
    pub range: Option<String>,
    /// For development only?
    pub dev: bool,
    /// Packages beside which it belongs, the most important first: the list that declares one of
    /// them for the running application is the list it goes into.
    pub beside: Vec<String>,
}

impl Requirement {
    /// The one version named where everything is pinned.
    fn pinned(&self) -> &str {
        self.pin.as_deref().unwrap_or(&self.at_least)
    }
}

/// How a requirement is met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ensured {
    /// Edits per file, against the text without byte-order mark.
    pub edits: Vec<(String, Vec<TextEdit>)>,
    /// Where the requirement stands, or will stand after the edits: path and 1-based line.
    pub site: Option<(String, usize)>,
    /// What is left to do by hand: "run `uv lock` in backend".
    pub manual: Vec<String>,
    /// Requirements that were there and ask for more now: "requirements.txt:17 from `==1.5` to `==2.0`".
    /// An upgrade deserves a person's look.
    pub raised: Vec<String>,
    /// Where values of a manifest of data give way to higher ones: path, place in the text and keys.
    pub replaced: Vec<(String, usize, Vec<Step>)>,
    /// Was the requirement met already?
    pub holds: bool,
}

/// Is a file of this name a manifest? (`requirements/*.txt|in` are told by their path, see
/// [`project_root_of`].)
pub fn is_manifest(file_name: &str) -> bool {
    matches!(file_name, "package.json" | "pyproject.toml" | "Pipfile" | "setup.py" | "setup.cfg")
        || (file_name.starts_with("requirements") && is_requirements_like(file_name))
}

/// Is a file with a manifest's name one? Any module may be called `setup.py`: the one that describes a package imports
/// `setup`, or the library that has it.
pub fn is_real(files: &dyn Files, path: &str) -> bool {
    let describes = |text: String| {
        let imports = |line: &str| match line.trim_start().split_once(' ') {
            Some(("from", rest)) => !rest.starts_with('.') && rest.split([' ', ',', '(']).any(|name| name == "setup"),
            Some(("import", rest)) => rest.contains("setuptools") || rest.contains("distutils"),
            _ => false,
        };
        text.lines().any(imports)
    };
    files::name_of(path) != "setup.py" || files.read_text(path).is_none_or(describes)
}

/// Does a manifest of this path declare npm packages?
pub fn is_node_manifest(path: &str) -> bool {
    files::name_of(path) == "package.json"
}

fn is_requirements_like(file_name: &str) -> bool {
    file_name.ends_with(".txt") || file_name.ends_with(".in")
}

/// The project folder a manifest belongs to (`.` for the root); `None` for any other file.
///
/// A folder `requirements` that holds requirements files belongs to its parent.
pub fn project_root_of(path: &str) -> Option<String> {
    let (folder, name) = (files::folder_of(path), files::name_of(path));
    if files::name_of(folder) == "requirements" && is_requirements_like(name) {
        return Some(files::folder_of(folder).to_owned());
    }
    is_manifest(name).then(|| folder.to_owned())
}

/// Everything a project's manifests declare, in file order; lock files last.
///
/// Includes (`-r`, `-c`) are followed inside the repository, symbolic links are not. Lock files are
/// read for exact versions: those of Python where they are small (1 MiB), transitive packages included; those of
/// npm packages, also from above the project, for what the manifest names.
pub fn dependencies(files: &dyn Files, project: &str, manifests: &[String]) -> Vec<Dependency> {
    let mut found = python::dependencies(files, project, manifests);
    found.extend(node::dependencies(files, project, manifests));
    found
}

/// Answers a condition such as `"dep:name" = ">=2"`.
///
/// What a lock file pins decides before what the application's manifests declare, and those before
/// development lists; the first list that can tell decides. A range is judged by its lower bound,
/// see [`Match`]. An empty condition or `*` asks only whether the dependency is declared.
pub fn satisfies(dependencies: &[Dependency], name: &str, spec: &str) -> Match {
    let normal = python::normalise(name);
    let mut same: Vec<&Dependency> = dependencies
        .iter()
        .filter(|dependency| dependency.kind != Kind::Constraint)
        .filter(|dependency| match dependency.ecosystem {
            Ecosystem::Python => dependency.name == normal,
            Ecosystem::Npm => dependency.name == name,
        })
        .collect();
    if same.is_empty() {
        return Match::Absent;
    }
    same.sort_by_key(|dependency| match dependency.kind {
        Kind::Lock => 0,
        Kind::Runtime => 1,
        Kind::Constraint => 2,
        Kind::Dev => 3,
    });
    same.iter()
        .map(|dependency| version::judge(dependency.ecosystem, dependency.spec.as_deref(), spec))
        .find(|answer| *answer != Match::Unknown)
        .unwrap_or(Match::Unknown)
}

/// Makes a project depend on a package: finds the list people edit by hand and the application
/// installs from, and completes it.
///
/// What is there is kept: a requirement that names the package only gains missing extras, and its
/// lower bound or pin is raised, never lowered. A requirement without any bound is left as it is.
///
/// # Errors
/// [`EditError::Conflict`] where an upper bound excludes the wanted version, and
/// [`EditError::Unsupported`], with the text to add by hand, where no list can be edited.
pub fn ensure(
    files: &dyn Files,
    project: &str,
    manifests: &[String],
    want: &Requirement,
) -> Result<Ensured, EditError> {
    match want.ecosystem {
        Ecosystem::Python => python::ensure(files, project, manifests, want),
        Ecosystem::Npm => node::ensure(files, project, manifests, want),
    }
}

/// The 1-based line on which an edit's own text starts once it is applied.
fn line_after(text: &str, edit: &TextEdit) -> usize {
    let before = text.get(..edit.range.start).unwrap_or(text);
    let lead = edit.text.trim_start_matches([',', '\r', '\n', ' ', '\t']);
    let skipped = &edit.text[..edit.text.len() - lead.len()];
    before.matches('\n').count() + skipped.matches('\n').count() + 1
}
