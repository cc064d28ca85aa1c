//! The promises of this module, as tables: what is read, which list is chosen, what is written.

mod choose;
mod read;
mod write;

use super::*;
use crate::edit::splice;
use crate::files::MemoryFiles;

fn want() -> Requirement {
    Requirement {
        ecosystem: Ecosystem::Python,
        name: "probe-kit".into(),
        extras: vec!["kite".into()],
        at_least: "2.20.0".into(),
        pin: Some("2.31.0".into()),
        range: None,
        dev: false,
        beside: vec!["Kite".into()],
    }
}

fn want_npm() -> Requirement {
    Requirement {
        ecosystem: Ecosystem::Npm,
        name: "@probe/kite".into(),
        extras: Vec::new(),
        at_least: "10.4.0".into(),
        pin: None,
        range: None,
        dev: false,
        beside: vec!["kite".into()],
    }
}

/// All manifests of the repository, grouped by project as discovery does it.
fn manifests(files: &MemoryFiles, project: &str) -> Vec<String> {
    files.below(".").into_iter().filter(|path| project_root_of(path).as_deref() == Some(project)).collect()
}

fn run(files: &MemoryFiles, project: &str, want: &Requirement) -> Result<Ensured, EditError> {
    ensure(files, project, &manifests(files, project), want)
}

/// Ensures, applies, and checks that the result holds without a further edit and that the site is right.
fn after(files: &MemoryFiles, project: &str, want: &Requirement) -> (MemoryFiles, Ensured) {
    let ensured = run(files, project, want).unwrap();
    let mut result = files.clone();
    for (path, edits) in &ensured.edits {
        let text = files.read_text(path).unwrap();
        result.put(path, splice(&text, edits).unwrap());
    }
    let again = run(&result, project, want).unwrap();
    assert!(again.holds && again.edits.is_empty(), "a second run wants {:?}", again.edits);
    let (path, line) = ensured.site.clone().unwrap();
    let text = result.read_text(&path).unwrap();
    let there = text.lines().nth(line - 1).unwrap().to_lowercase().replace('_', "-");
    assert!(there.contains(&want.name), "line {line} of\n{text}");
    (result, ensured)
}

/// One file before and after.
#[track_caller]
fn becomes(path: &str, before: &str, expected: &str, want: &Requirement) {
    let files = MemoryFiles::of([(path, before)]);
    let (result, _) = after(&files, ".", want);
    assert_eq!(result.read_text(path).unwrap(), expected, "{path}");
}

/// The files that are edited.
fn edited(files: &[(&str, &str)], project: &str) -> Vec<String> {
    let files = MemoryFiles::of(files.iter().copied());
    let (_, ensured) = after(&files, project, &want());
    ensured.edits.into_iter().map(|(path, _)| path).collect()
}
