//! Exact versions from lock files, where reading them is cheap.

use std::collections::HashMap;

use super::normalise;
use crate::files;
use crate::files::Files;
use crate::manifest::{Dependency, Ecosystem, Kind};

/// Larger lock files are not worth their time: the manifests say enough.
const LIMIT: usize = 1 << 20;

/// The packages pinned by the lock files in a project's folder.
pub(super) fn read(files: &dyn Files, project: &str) -> Vec<Dependency> {
    let mut found = Vec::new();
    for name in ["uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"] {
        let path = files::join(project, name);
        let Some(text) = files.read(&path).filter(|bytes| bytes.len() <= LIMIT).and_then(|_| files.read_text(&path))
        else {
            continue;
        };
        if name == "Pipfile.lock" { pipfile(&path, &text, &mut found) } else { packages(&path, &text, &mut found) }
    }
    found
}

fn pinned(path: &str, name: &str, version: &str, line: usize) -> Dependency {
    Dependency {
        name: normalise(name),
        spec: Some(format!("=={}", version.trim_start_matches('='))),
        extras: Vec::new(),
        file: path.to_owned(),
        line,
        kind: Kind::Lock,
        ecosystem: Ecosystem::Python,
    }
}

/// `[[package]]` tables with `name` and `version`: machine-written, so lines tell as much as a parser.
fn packages(path: &str, text: &str, found: &mut Vec<Dependency>) {
    let mut name: Option<(&str, usize)> = None;
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            name = None;
        } else if let Some(value) = line.strip_prefix("name = ") {
            name = Some((value.trim_matches('"'), index + 1));
        } else if let (Some(value), Some((name, at))) = (line.strip_prefix("version = "), name) {
            found.push(pinned(path, name, value.trim_matches('"'), at));
        }
    }
}

fn pipfile(path: &str, text: &str, found: &mut Vec<Dependency>) {
    let Ok(lock) = serde_json::from_str::<serde_json::Value>(text) else { return };
    let mut lines = HashMap::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(name) = line.trim_start().strip_prefix('"').and_then(|rest| rest.strip_suffix("\": {")) {
            lines.entry(name).or_insert(index + 1);
        }
    }
    let default = lock.get("default").and_then(serde_json::Value::as_object);
    for (name, package) in default.into_iter().flatten() {
        if let Some(version) = package.get("version").and_then(serde_json::Value::as_str) {
            found.push(pinned(path, name, version, lines.get(name.as_str()).copied().unwrap_or(1)));
        }
    }
}
