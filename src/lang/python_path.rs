//! How one Python file of a repository imports another.
//!
//! Python decides at run time, by `sys.path`; a repository only shows evidence. What the importing
//! file and its neighbours already do comes first, the layout of packages second, and where neither
//! decides, nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::files::{Files, below, folder_of, folders_above, is_below, join, name_of};
use crate::pattern::compiled;

/// How to import a module file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPath {
    /// What goes behind `from`: `.setup`, `pkg.setup`, `setup`.
    pub module: String,
    /// Is it a relative import?
    pub relative: bool,
}

/// Is this top-level module part of the standard library?
pub fn is_stdlib(name: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| include_str!("python_stdlib.txt").lines().collect());
    NAMES.contains(name)
}

/// What shows how a file imports others. Paths are repository-relative.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The folder of the project, `.` for the repository.
    pub project: &'a str,
    /// The file whose imports count: the importer, or for a new one a file that runs as it is going to.
    pub like: &'a str,
    /// The folder that the command which starts this file imports from, where one is known.
    pub root: Option<&'a str>,
}

/// How `importer` imports the module file `target`; neither need exist yet.
///
/// # Errors
/// A sentence fragment where the repository does not show how its modules are imported.
pub fn module_of(
    files: &dyn Files,
    evidence: Evidence<'_>,
    importer: &str,
    target: &str,
) -> Result<ImportPath, String> {
    let Evidence { project, like, root } = evidence;
    let own = files.read_text(like).map(|text| imports(&text)).unwrap_or_default();
    let bases = bases(project, like, target);
    let mut votes = Votes { target, relative: 0, absolute: BTreeMap::new(), aside: BTreeMap::new() };
    votes.count(files, &bases, folder_of(like), &own);
    if votes.relative > 0 && votes.relative >= votes.best_absolute() {
        return relative(files, highest(like, &own), importer, target);
    }
    let known = root.filter(|root| is_below(like, root) && is_below(target, root));
    if let Some(root) = known.filter(|_| votes.best_absolute() == 0) {
        return absolute(root, target);
    }
    if votes.best_absolute() == 0 {
        // The importer imports nothing of its own project: its neighbours, then the rest of the project.
        let neighbours = |path: &&String| folder_of(path) == folder_of(like);
        let all: Vec<String> = files.below(project).into_iter().filter(|path| path.ends_with(".py")).collect();
        for path in all.iter().filter(neighbours).take(NEIGHBOURS) {
            votes.count_file(files, &bases, path);
        }
        if votes.relative > votes.best_absolute() && votes.best_absolute() == 0 && in_package(files, importer) {
            return relative(files, highest(like, &own), importer, target);
        }
        if votes.best_absolute() == 0 {
            for path in all.iter().filter(|path| !neighbours(path)).take(OTHERS) {
                // That a folder's own files import from it says nothing of a file outside.
                let tells = |base: &&String| is_below(like, base) || !is_below(path, base);
                let bases: Vec<String> = bases.iter().filter(tells).cloned().collect();
                votes.count_file(files, &bases, path);
            }
        }
    }
    match winner(&votes.absolute).or_else(|| winner(&votes.aside)) {
        Some(Ok(base)) => absolute(&base, target),
        Some(Err(())) => Err(format!("{like} and its neighbours import their modules in more than one way")),
        None => absolute(&by_layout(files, project, like, target, &own)?, target),
    }
}

/// The file of a module as `importer` names it: `.views`, `pkg.views`, `views`. `None` where the module is
/// not one of the repository.
pub fn file_of(files: &dyn Files, project: &str, importer: &str, module: &str) -> Option<String> {
    let rest = module.trim_start_matches('.');
    let dots = module.len() - rest.len();
    let inner = rest.replace('.', "/");
    let at = |base: &str| {
        let path = if inner.is_empty() { base.to_owned() } else { join(base, &inner) };
        let module = (!inner.is_empty()).then(|| format!("{path}.py"));
        // Of both, Python imports the package.
        std::iter::once(join(&path, "__init__.py")).chain(module).find(|path| files.exists(path))
    };
    let mut folder = folder_of(importer);
    if dots > 0 {
        for _ in 1..dots {
            folder = folder_of(folder);
        }
        return at(folder);
    }
    // What is higher up is more likely to be on `sys.path`: packages are imported from outside.
    let mut bases: Vec<String> = folders_above(importer).map(str::to_owned).collect();
    bases.push(join(project, "src"));
    bases.iter().rev().find_map(|base| at(base))
}

/// The modules that dotted names begin with and that have a file here, the longest first, each with the names behind
/// it: `shop.extensions.auth` is `auth` of `shop/extensions.py`, `..auth` is `auth` of the package above.
pub fn splits<'n>(
    files: &dyn Files,
    project: &str,
    importer: &str,
    names: &'n str,
) -> impl Iterator<Item = (String, &'n str)> {
    let dots = names.len() - names.trim_start_matches('.').len();
    let inner = names.char_indices().skip(dots).filter(|(_, c)| *c == '.').map(|(at, _)| at);
    let ends: Vec<usize> = (dots > 0).then_some(dots).into_iter().chain(inner).chain([names.len()]).collect();
    ends.into_iter().rev().filter_map(move |end| {
        let path = file_of(files, project, importer, &names[..end])?;
        Some((path, names[end..].trim_start_matches('.')))
    })
}

/// The top-level names that Python files of the project can import as its own: modules and packages
/// at the project's root, in `src`, and beside the importer; what lies in a package is imported through it.
pub fn first_party_names(files: &dyn Files, project: &str, importer: &str) -> BTreeSet<String> {
    let mut roots = vec![project.to_owned(), join(project, "src")];
    let mut folder = folder_of(importer);
    while folder != "." && is_below(folder, project) {
        if !files.exists(&join(folder, "__init__.py")) {
            roots.push(folder.to_owned());
        }
        folder = folder_of(folder);
    }
    let mut names = BTreeSet::new();
    for path in files.below(project).iter().filter(|path| path.ends_with(".py")) {
        for rest in roots.iter().filter_map(|root| below(root, path)) {
            let top = rest.split('/').next().unwrap_or(rest);
            names.insert(top.strip_suffix(".py").unwrap_or(top).to_owned());
        }
    }
    names.retain(|name| name != "src" && name != "__init__");
    names
}

/// Neighbours read for evidence.
const NEIGHBOURS: usize = 60;
/// Other files of the project read for evidence.
const OTHERS: usize = 400;

/// The modules a text imports, relative ones with their dots. A look at lines is enough for evidence.
fn imports(text: &str) -> Vec<String> {
    static IMPORT: LazyLock<Option<Arc<Regex>>> = LazyLock::new(|| {
        compiled(r"(?m)^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+\(?[ \t]*(\w*)|import[ \t]+([\w.]+))").ok()
    });
    let Some(pattern) = IMPORT.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for captures in pattern.captures_iter(text) {
        if let Some(module) = captures.get(3) {
            found.push(module.as_str().to_owned());
        } else if let Some(module) = captures.get(1).filter(|module| !module.is_empty()) {
            found.push(module.as_str().to_owned());
            // `from pkg import module` names the module as well as `import pkg.module`.
            let name = captures.get(2).map_or("", |name| name.as_str());
            if !module.as_str().starts_with('.') && !name.is_empty() {
                found.push(format!("{}.{name}", module.as_str()));
            }
        }
    }
    found
}

/// The folders that could be on `sys.path`: those that hold both files, up to the repository's root.
fn bases(project: &str, importer: &str, target: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folder = folder_of(target);
    loop {
        let shared = is_below(importer, folder);
        // The project's own `src` or script folders may be on the path for other files too.
        if shared || is_below(folder, project) {
            found.push(folder.to_owned());
        }
        if folder == "." {
            return found;
        }
        folder = folder_of(folder);
    }
}

/// What the imports of some files say about `sys.path`.
struct Votes<'t> {
    target: &'t str,
    relative: usize,
    /// By the folder that modules are imported from.
    absolute: BTreeMap<String, usize>,
    /// The same of modules that say little of the target: a nearer folder may be on `sys.path` too.
    aside: BTreeMap<String, usize>,
}

impl Votes<'_> {
    fn count_file(&mut self, files: &dyn Files, bases: &[String], path: &str) {
        if let Some(text) = files.read_text(path) {
            self.count(files, bases, folder_of(path), &imports(&text));
        }
    }

    fn count(&mut self, files: &dyn Files, bases: &[String], folder: &str, imports: &[String]) {
        for module in imports {
            if module.starts_with('.') {
                self.relative += 1;
                continue;
            }
            let matching: Vec<&String> = bases.iter().filter(|base| resolves(files, base, module)).collect();
            // `import app` inside the folder `app` may mean either; a module that two folders offer proves nothing.
            if let [base] = matching.as_slice() {
                let shadowed = resolves(files, folder, module) && folder != base.as_str();
                if !shadowed {
                    let aside = self.is_aside(files, bases, base, module);
                    let votes = if aside { &mut self.aside } else { &mut self.absolute };
                    *votes.entry((*base).clone()).or_default() += 1;
                }
            }
        }
    }

    /// Does a module say little of the target, though it is imported from a folder above it? So it is where the target's
    /// folder is no package there, and one of a nearer folder.
    fn is_aside(&self, files: &dyn Files, bases: &[String], base: &str, module: &str) -> bool {
        let top = |base| below(base, self.target).and_then(|rest| rest.split_once('/')).map(|(top, _)| top);
        let is_package = |base| top(base).is_some_and(|top| files.exists(&join(&join(base, top), "__init__.py")));
        let mut nearer = bases.iter().filter(|other| other.as_str() != base && is_below(other, base));
        top(base).is_some_and(|top| module.split('.').next() != Some(top))
            && !is_package(base)
            && nearer.any(|other| is_package(other.as_str()))
    }

    fn best_absolute(&self) -> usize {
        self.absolute.values().copied().max().unwrap_or(0)
    }
}

/// The base with most votes; an error where two have as many.
fn winner(votes: &BTreeMap<String, usize>) -> Option<Result<String, ()>> {
    let best = votes.values().max()?;
    let mut leaders = votes.iter().filter(|(_, count)| *count == best);
    let (base, _) = leaders.next()?;
    Some(if leaders.next().is_some() { Err(()) } else { Ok(base.clone()) })
}

/// Is there a module or package of this dotted name below `base`?
fn resolves(files: &dyn Files, base: &str, module: &str) -> bool {
    let top = module.split('.').next().unwrap_or(module);
    if is_stdlib(top) {
        return false;
    }
    let path = join(base, &module.replace('.', "/"));
    if files.exists(&format!("{path}.py")) || files.exists(&format!("{path}/__init__.py")) {
        return true;
    }
    // `from models import User` was recorded as `models` and as `models.User`: the first one counts.
    // A folder without `__init__.py` is a namespace package once something below it is imported.
    !module.contains('.') && files.below(&path).iter().any(|file| folder_of(file) == path && file.ends_with(".py"))
}

fn in_package(files: &dyn Files, path: &str) -> bool {
    files.exists(&join(folder_of(path), "__init__.py"))
}

/// Where the package layout says `sys.path` starts.
fn by_layout(files: &dyn Files, project: &str, importer: &str, target: &str, own: &[String]) -> Result<String, String> {
    let folder = folder_of(target);
    let script = files
        .read_text(importer)
        .is_some_and(|text| text.contains("__name__ == \"__main__\"") || text.contains("__name__ == '__main__'"));
    let package = |folder: &str| files.exists(&join(folder, "__init__.py"));
    if package(folder) {
        let mut top = folder;
        while top != "." && top != project && package(folder_of(top)) && folder_of(top) != project {
            top = folder_of(top);
        }
        // An installed package is importable however the script is started.
        let installed =
            ["setup.py", "setup.cfg", "pyproject.toml"].iter().any(|name| files.exists(&join(project, name)));
        if script && !installed && folder_of(importer) == folder {
            return Err(format!(
                "{importer} is a script inside the package {}; it may run with or without it",
                name_of(top)
            ));
        }
        return if top == "." || top == project { Ok(top.to_owned()) } else { Ok(folder_of(top).to_owned()) };
    }
    let source = join(project, "src");
    if folder == project
        || folder == source
        || (folder_of(importer) == folder && (script || !own.is_empty() && project_has_no_folders(files, folder)))
    {
        return Ok(folder.to_owned());
    }
    Err(format!("{folder} has no __init__.py, and no file there shows how its modules are imported"))
}

/// Are all Python files below this folder directly in it, as in a folder of scripts?
fn project_has_no_folders(files: &dyn Files, folder: &str) -> bool {
    files.below(folder).iter().filter(|path| path.ends_with(".py")).all(|path| folder_of(path) == folder)
}

/// The dotted path of a module file below a `sys.path` entry.
fn absolute(base: &str, target: &str) -> Result<ImportPath, String> {
    let rest = below(base, target).and_then(|rest| rest.strip_suffix(".py")).unwrap_or(target);
    let rest = rest.strip_suffix("/__init__").unwrap_or(rest);
    let module = rest.replace('/', ".");
    if module.split('.').all(is_identifier) {
        return Ok(ImportPath { module, relative: false });
    }
    Err(format!("{target} has no importable name below {base}"))
}

fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The highest folder that a file's relative imports go up to: a package, with an `__init__.py` or without.
fn highest<'f>(file: &'f str, imports: &[String]) -> &'f str {
    let dots = |module: &String| module.len() - module.trim_start_matches('.').len();
    let most = imports.iter().map(dots).max().unwrap_or_default();
    (1..most).fold(folder_of(file), |folder, _| folder_of(folder))
}

/// The relative import of one file of a package by another; `known` is a folder that the package holds.
fn relative(files: &dyn Files, known: &str, importer: &str, target: &str) -> Result<ImportPath, String> {
    let outside = || Err(format!("{target} is outside the package of {importer}"));
    let mut folder = folder_of(importer);
    let mut dots = ".".to_owned();
    while !is_below(target, folder) {
        if folder == "." {
            return outside();
        }
        let above = folder_of(folder);
        if !files.exists(&join(folder, "__init__.py")) && above != known && !is_below(above, known) {
            return outside();
        }
        folder = above;
        dots.push('.');
    }
    if folder == "." && dots.len() > 1 {
        return outside();
    }
    let path = absolute(folder, target)?.module;
    let module = if path == "__init__" { dots } else { format!("{dots}{path}") };
    Ok(ImportPath { module, relative: true })
}

#[cfg(test)]
#[path = "python_path_tests.rs"]
mod tests;
