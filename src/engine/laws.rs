//! Laws 10 and 11, for the files of a pass: they hold for all edits of a file together, since one rule
//! imports what another uses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::core::Engine;
use super::pass::{Broken, Cause, Pass, Version};
use crate::edit::laws::imports::{Reach, brought_in, leads_somewhere, package_of};
use crate::edit::laws::names::lost;
use crate::files::{Decode, decode};
use crate::files::{Files, is_below};
use crate::lang::{Language, Names, SourceFile, modules};
use crate::manifest;
use crate::repo::{Overlay, Role};
use crate::report::Outcome;

/// The edit groups that leave a name unbound or an import without an end, with the reason. `base` is what the
/// pass started from, `overlay` what it came to.
pub fn check(engine: &Engine<'_>, pass: &Pass, base: &BTreeMap<String, Arc<[u8]>>, overlay: &Overlay<'_>) -> Broken {
    let mut broken = Broken::new();
    for (path, versions) in pass.versions.iter().filter(|(path, _)| Language::of_path(path).is_code()) {
        let before = base.get(path).cloned().or_else(|| engine.tree.read(path));
        let before = before.and_then(|bytes| parsed(path, &bytes));
        // Most likely a rule asked for it as it is now.
        let asked = engine.matcher.parse(overlay, path).map(|parsed| parsed.file);
        let last = || versions.last().and_then(|version| parsed(path, &version.bytes)).map(Arc::new);
        let Some(after) = asked.or_else(last) else { continue };
        let mut blame = |reason: String, there: &dyn Fn(&SourceFile) -> bool| {
            if let Some(version) = since(path, versions, there) {
                let reason = format!("{path} was left alone with everything that belongs to it: {reason}");
                broken.entry(version.group.clone()).or_insert(Cause { reason, culprit: None });
            }
        };
        let names = (before.as_ref().and_then(Names::of), Names::of(&after));
        for lost in names.1.map(|after| lost(names.0.as_ref(), &after)).unwrap_or_default() {
            let (name, line) = (&lost.name, after.line_of(lost.offset));
            if lost.taken {
                let reason = format!("line {line} would still use `{name}`, which nothing binds any more");
                blame(reason, &|file| is_free(file, name));
            } else if !is_ambient(engine, path, name) {
                blame(format!("line {line} would use `{name}`, which nothing binds"), &|file| is_free(file, name));
            }
        }
        let new = brought_in(before.as_ref(), &after);
        if new.is_empty() || engine.pack.partial {
            continue;
        }
        let project = &engine.projects[engine.owner(path)].root;
        let imported = |top: &str| is_imported(engine, project, top);
        let (packages, node) = packages(engine, pass, path, overlay);
        let brings = &engine.pack.manifest.brings;
        let reach = Reach { files: overlay, project, packages, brings, node, imported: &imported };
        for (module, offset) in new.iter().filter(|(module, _)| !leads_somewhere(&reach, path, module)) {
            let line = after.line_of(*offset);
            let reason = format!("the import of `{module}` on line {line} leads to no file and to no declared package");
            blame(reason, &|file| modules(file).iter().any(|known| known.name == *module));
        }
    }
    broken
}

fn parsed(path: &str, bytes: &[u8]) -> Option<SourceFile> {
    match decode(bytes) {
        Decode::Text { text, bom } => Some(SourceFile::parse_again(path, Language::of_path(path), text, bom)),
        Decode::Unreadable(_) => None,
    }
}

fn is_free(file: &SourceFile, name: &str) -> bool {
    Names::of(file).is_some_and(|names| names.free.contains_key(name))
}

/// The version since which a file is in a state that it never left.
fn since<'v>(path: &str, versions: &'v [Version], there: &dyn Fn(&SourceFile) -> bool) -> Option<&'v Version> {
    let holds = |version: &&Version| parsed(path, &version.bytes).is_some_and(|file| there(&file));
    versions.iter().rev().take_while(holds).last()
}

/// Does another file use the name without binding it, or declare it for all? Then it comes from where no file
/// shows: a global of the bundler, a script of the page.
fn is_ambient(engine: &Engine<'_>, path: &str, name: &str) -> bool {
    alike(engine, path, ".", name).any(|file| {
        let declares = file.path.ends_with(".d.ts");
        Names::of(&file).is_some_and(|names| names.free.contains_key(name) || declares && names.bound.contains(name))
    })
}

/// Does a file of the project import this top-level module of Python today?
fn is_imported(engine: &Engine<'_>, project: &str, top: &str) -> bool {
    alike(engine, "a.py", project, top)
        .any(|file| modules(&file).iter().any(|module| package_of(Language::Python, &module.name) == top))
}

/// The production files below `folder` that speak the language of `path` and hold the word.
fn alike<'e>(
    engine: &'e Engine<'_>,
    path: &str,
    folder: &'e str,
    word: &'e str,
) -> impl Iterator<Item = SourceFile> + 'e {
    let own = path.to_owned();
    let python = Language::of_path(path) == Language::Python;
    let finder = memchr::memmem::Finder::new(word).into_owned();
    crate::repo::below(engine.tree.paths(), folder).iter().filter_map(move |path| {
        let language = Language::of_path(path);
        let wanted = language.is_code() && (language == Language::Python) == python && *path != own;
        if !wanted || engine.role(path) != Role::Production {
            return None;
        }
        let bytes = engine.tree.read(path)?;
        finder.find(&bytes)?;
        parsed(path, &bytes)
    })
}

/// The packages that the manifests around a file name, and those that a rule tells a person to add; and
/// whether there is a manifest of ECMAScript around it.
fn packages(engine: &Engine<'_>, pass: &Pass, path: &str, overlay: &Overlay<'_>) -> (BTreeSet<String>, bool) {
    let around: Vec<_> = engine.projects.iter().filter(|project| is_below(path, &project.root)).collect();
    let mut packages: BTreeSet<String> = BTreeSet::new();
    for project in &around {
        let declared = manifest::dependencies(overlay, &project.root, &project.manifests);
        packages.extend(declared.into_iter().map(|dependency| dependency.name));
    }
    // A rule that came to its end has the package declared, or left as a step to do by hand; one that a person
    // left out is that person's step.
    let ends = |id: &str| {
        let of_rule =
            pass.reports.iter().filter(|report| report.id == id && around.iter().any(|p| p.root == report.project));
        of_rule
            .into_iter()
            .any(|report| matches!(report.outcome, Outcome::Applies | Outcome::Present) || report.manual.is_some())
    };
    for rule in engine.pack.rules.iter().filter(|rule| !engine.settings.selects(&rule.id) || ends(&rule.id)) {
        packages.extend(rule.packages().map(str::to_owned));
    }
    let node = around.iter().any(|project| project.manifests.iter().any(|path| manifest::is_node_manifest(path)));
    (packages, node)
}
